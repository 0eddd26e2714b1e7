import type { PreparedRows } from './rows/rows.js'
import { pairFloats, pairStart, pairStep, TILE, type PairTiles } from './pairTiles.js'

/**
 * Distances of all pairs of rows; never negative, 0 for equal rows.
 *
 * @param onRow  called before each row with the number of rows done
 */
export function pairDistances(
  { values, count, dimension, metric }: PreparedRows,
  onRow?: (done: number) => void,
): PairTiles {
  const pairs = new Float32Array(pairFloats(count))
  const sums = new Float64Array(TILE)
  for (let i = 0; i < count; i++) {
    onRow?.(i)
    const start = pairStart(i)
    for (let j = 0; j < i; j += TILE) {
      if (metric === 'l1') sumAbsolutes(sums, values, i, j, count, dimension)
      else sumSquares(sums, values, i, j, count, dimension)
      const at = start + pairStep(j)
      // Half the squared distance of unit vectors is 1 - cosine, without the cancellation that makes 1 - dot negative.
      if (metric === 'cosine') for (let c = 0; c < TILE; c++) pairs[at + c] = sums[c] / 2
      else if (metric === 'euclidean') for (let c = 0; c < TILE; c++) pairs[at + c] = Math.sqrt(sums[c])
      else pairs.set(sums, at)
    }
  }
  return pairs
}

/**
 * Sums of squared differences of row i to rows j ... j + 3. Four at once, so that each value of row i is loaded once.
 * Past the last row, the last row is taken again to fill places of a tile that no pair uses.
 */
function sumSquares(
  sums: Float64Array,
  rows: Float64Array,
  i: number,
  j: number,
  count: number,
  dimension: number,
): void {
  const last = (count - 1) * dimension
  const a = j * dimension
  const b = Math.min(a + dimension, last)
  const c = Math.min(b + dimension, last)
  const d = Math.min(c + dimension, last)
  let sumA = 0
  let sumB = 0
  let sumC = 0
  let sumD = 0
  for (let k = 0, at = i * dimension; k < dimension; k++, at++) {
    const value = rows[at]
    const toA = value - rows[a + k]
    const toB = value - rows[b + k]
    const toC = value - rows[c + k]
    const toD = value - rows[d + k]
    sumA += toA * toA
    sumB += toB * toB
    sumC += toC * toC
    sumD += toD * toD
  }
  sums[0] = sumA
  sums[1] = sumB
  sums[2] = sumC
  sums[3] = sumD
}

/** Sums of absolute differences of row i to rows j ... j + 3, four at once as in sumSquares. */
function sumAbsolutes(
  sums: Float64Array,
  rows: Float64Array,
  i: number,
  j: number,
  count: number,
  dimension: number,
): void {
  const last = (count - 1) * dimension
  const a = j * dimension
  const b = Math.min(a + dimension, last)
  const c = Math.min(b + dimension, last)
  const d = Math.min(c + dimension, last)
  let sumA = 0
  let sumB = 0
  let sumC = 0
  let sumD = 0
  for (let k = 0, at = i * dimension; k < dimension; k++, at++) {
    const value = rows[at]
    sumA += Math.abs(value - rows[a + k])
    sumB += Math.abs(value - rows[b + k])
    sumC += Math.abs(value - rows[c + k])
    sumD += Math.abs(value - rows[d + k])
  }
  sums[0] = sumA
  sums[1] = sumB
  sums[2] = sumC
  sums[3] = sumD
}
