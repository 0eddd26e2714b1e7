/** Radius in px at which symbols can be told apart. */
const LARGEST_LONE = 4.5
/** Share of the plot that all dots would cover together if none overlapped. */
const COVERED = 0.2
/**
 * Px. Largest radius of a dot, however many dots lie under it, so that another one this far away is still visible.
 */
const LARGEST = 14
/**
 * Px. Dots are counted in squares of this side, each with the eight squares around it; more dots than have room there
 * are a pile.
 */
const SQUARE = 3
/** Dots of a pile ten times as high have twice the radius. */
const GROWTH = Math.log10(2)

export interface Dots {
  /** (2N) x y of each dot, in any unit; their extent fills the plot. */
  readonly coordinates: Float32Array
  /** (N) appearance of each dot. Of dots in one place that look alike, only the last one drawn is visible. */
  readonly looks: readonly string[]
  /** Size of the plot, px. */
  readonly width: number
  readonly height: number
}

/**
 * Radii at which dots are visible whatever their number: smaller the more there are, larger the higher they are piled.
 * When they are drawn from the largest to the smallest, a few dots of another look stay visible on top of many.
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
