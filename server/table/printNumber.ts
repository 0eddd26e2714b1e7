/** Every decimal of 6 digits survives a float32, so the shortest text of a number of 6 digits or fewer appears at 6. */
const FEWEST_DIGITS = 6

/** The shortest decimal that gives back the same float32: equal numbers give equal bytes, and -0 is 0. */
export function printNumber(value: number): string {
  for (let digits = FEWEST_DIGITS; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits))
    if (Math.fround(rounded) === value) return String(rounded || 0)
  }
  return String(Number(value.toPrecision(9)))
}

/** The shortest decimal as printNumber gives it, with a point also where the number is whole: `0.0`. */
export function printDecimal(value: number): string {
  const text = printNumber(value)
  return /^-?\d+$/.test(text) ? `${text}.0` : text
}
