import { spreadIndices } from '../../table/spreadRows.js'

/** More rows, evenly spread, tell the order no better. */
const MOST_ROWS = 4096

/** Rows of numbers of either precision, and what each is divided by before it is compared. */
export interface ScaledRows {
  /** (count * dimension) row-major. */
  readonly values: Float32Array | Float64Array
  readonly count: number
  readonly dimension: number
  /** (count) default 1. */
  readonly lengths?: Float64Array | undefined
}

/**
 * The numbers of a row in the order in which they vary among the rows, the widest first: sums of differences grow fastest
 * when they are added in this order, so that far rows are told by their first numbers.
 *
 * @returns (dimension) which number is the first, the second, ...; equally wide ones as they stand
 */
export function widestFirst({ values, count, dimension, lengths }: ScaledRows): Int32Array {
  const sums = new Float64Array(dimension)
  const squares = new Float64Array(dimension)
  const rows = spreadIndices(count, MOST_ROWS)
  for (const row of rows) {
    const length = lengths?.[row] ?? 1
    for (let d = 0; d < dimension; d++) {
      const value = values[row * dimension + d] / length
      sums[d] += value
      squares[d] += value * value
    }
  }
  const variances = squares.map((square, d) => square - sums[d] ** 2 / rows.length)
  return Int32Array.from(variances.keys()).sort((a, b) => variances[b] - variances[a] || a - b)
}
