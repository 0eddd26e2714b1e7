import { STRETCH } from './stretch.js'
import type { ScaledRows } from './widestFirst.js'

/**
 * Rows around which the others are gathered. So many suffice for the families of most libraries, and their distances
 * are a small part of all pairs.
 */
const MOST_CENTERS = 32
const ROWS_PER_CENTER = 32

/**
 * Sorts rows so that near ones lie side by side. Each is put with the nearest of some rows that are far from each
 * other, compared by the numbers that vary most. The kernel gives up on far rows four at a time, and sooner when these
 * four are alike.
 *
 * @param widest  (dimension) which number varies most, second most, ...: see widestFirst
 * @returns       (count) which row is the first, the second, ...
 * @see           Gonzalez, "Clustering to minimize the maximum intercluster distance", Theoretical Computer Science 38,
 *                1985: each center is the row farthest from those before it, so that no family is left without one
 */
export function nearTogether(
  { values, count, dimension }: Omit<ScaledRows, 'lengths'>,
  widest: Int32Array,
): Int32Array {
  const rows = Int32Array.from({ length: count }, (_, row) => row)
  if (dimension <= STRETCH) return rows // rows this short are compared as wholes, so their order does not matter
  const taken = new Float64Array(count * STRETCH)
  for (let row = 0, at = 0; row < count; row++)
    for (let d = 0; d < STRETCH; d++) taken[at++] = values[row * dimension + widest[d]]
  const nearest = new Int32Array(count)
  const squares = new Float64Array(count).fill(Infinity)
  const centers = Math.min(MOST_CENTERS, Math.ceil(count / ROWS_PER_CENTER))
  for (let center = 0, place = 0; center < centers; center++) {
    let farthest = 0
    for (let row = 0; row < count; row++) {
      const square = squareBetween(taken, row, place)
      if (square < squares[row]) {
        squares[row] = square
        nearest[row] = center
      }
      if (squares[row] > squares[farthest]) farthest = row
    }
    place = farthest
  }
  return rows.sort((a, b) => nearest[a] - nearest[b] || a - b)
}

function squareBetween(taken: Float64Array, a: number, b: number): number {
  let sum = 0
  for (let p = a * STRETCH, q = b * STRETCH, end = p + STRETCH; p < end; p++, q++) {
    const difference = taken[p] - taken[q]
    sum += difference * difference
  }
  return sum
}
