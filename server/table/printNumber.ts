/**
 * Every decimal of 6 digits survives float32, so a number whose shortest text has 6 digits or fewer is found with 6.
 */
const FEWEST_DIGITS = 6

/**
 * The shortest decimal that reads back as the same float32, so that equal numbers give equal bytes; -0 is printed as
 * 0.
 */
export function printNumber(value: number): string {
  for (let digits = FEWEST_DIGITS; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits))
    if (Math.fround(rounded) === value) return String(rounded || 0)
  }
  return String(Number(value.toPrecision(9)))
}

/** The decimal of printNumber, with a point even for whole numbers: `0.0`. */
export function printDecimal(value: number): string {
  const text = printNumber(value)
  return /^-?\d+$/.test(text) ? `${text}.0` : text
}
