/** A symbol is told from another at this radius, px. */
const LARGEST_LONE = 4.5
/** Share of the plot that all dots together would cover if none covered another. */
const COVERED = 0.2
/** However many shapes a dot stands for, one that lies this far away is still seen, px. */
const LARGEST = 14
/** Dots are counted by squares of this side, each with the eight around it: those that have no room there are a pile, px. */
const SQUARE = 3
/** Dots of a pile 10 times as high have twice the radius. */
const GROWTH = Math.log10(2)

export interface Dots {
  /** (2N) x y of each dot, in any unit; their extent fills the plot. */
  readonly coordinates: Float32Array
  /** (N) what a dot looks like: of those alike in one place only the last drawn is seen. */
  readonly looks: readonly string[]
  /** Of the plot, px. */
  readonly width: number
  readonly height: number
}

/**
 * How large to draw dots so that they are seen at any count: smaller the more there are, larger the higher they are piled.
 * Drawn from the largest to the smallest, a few of another look stay to be seen on top of many.
 *
 * @returns (N) radius of each dot, px
 */
export function dotRadii({ coordinates, looks, width, height }: Dots): Float32Array {
  const [columns, rows] = [squaresAlong(coordinates, 0, width), squaresAlong(coordinates, 1, height)]
  const key = (column: number, row: number, look: string) => `${column} ${row} ${look}`
  const counts = new Map<string, number>()
  looks.forEach((look, i) => {
    const square = key(columns[i], rows[i], look)
    counts.set(square, (counts.get(square) ?? 0) + 1)
  })
  const lone = Math.min(LARGEST_LONE, Math.sqrt((COVERED * width * height) / (Math.PI * looks.length)))
  const room = Math.max(1, ((3 * SQUARE) / (2 * lone)) ** 2)
  return Float32Array.from(looks, (look, i) => {
    let pile = 0
    for (const x of AROUND) for (const y of AROUND) pile += counts.get(key(columns[i] + x, rows[i] + y, look)) ?? 0
    return Math.min(LARGEST, lone * Math.max(1, pile / room) ** GROWTH)
  })
}

const AROUND = [-1, 0, 1] as const

/** (N) number of the square that each dot lies in, along x or y. */
function squaresAlong(coordinates: Float32Array, side: 0 | 1, length: number): Int32Array {
  const values = coordinates.filter((_, at) => at % 2 === side)
  const low = values.reduce((least, value) => Math.min(least, value), Infinity)
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity)
  const squares = high > low ? length / SQUARE / (high - low) : 0
  return Int32Array.from(values, (value) => Math.floor((value - low) * squares))
}
