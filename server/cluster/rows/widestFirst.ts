import { spreadIndices } from '../../table/spreadRows.js'

/** Rows that are looked at, evenly spread. More do not improve the order. */
const MOST_ROWS = 4096

/** Rows of numbers of either precision, with the length that each is divided by before it is compared. */
export interface ScaledRows {
  /** (count * dimension) row-major. */
  readonly values: Float32Array | Float64Array
  readonly count: number
  readonly dimension: number
  /** (count) default 1. */
  readonly lengths?: Float64Array | undefined
}

/**
 * Sorts the numbers of a row by how much they vary among the rows, the widest first. Sums of differences grow fastest
 * in this order, so that the first numbers tell which rows are far.
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
