import { fillIndices } from '../../system/fillIndices.js'
import { LOOK, STRETCH } from './stretch.js'
import type { ScaledRows } from './widestFirst.js'

/**
 * Rows around which the others are gathered. So many suffice for the families of most libraries, and their distances
 * are a small part of all pairs.
 */
const MOST_CENTERS = 32
/** With 32, the order of 1,000 rows takes more time than it saves: a tree of them takes a twentieth more. */
const ROWS_PER_CENTER = 64

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
  // Rows this short are compared as wholes, so their order does not matter.
  if (dimension <= LOOK) return fillIndices(new Int32Array(count))
  const width = dimension < STRETCH ? LOOK : STRETCH
  const taken = new Float64Array(count * width)
  for (let row = 0, at = 0; row < count; row++)
    for (let d = 0; d < width; d++) taken[at++] = values[row * dimension + widest[d]]
  const nearest = new Int32Array(count)
  const squares = new Float64Array(count).fill(Infinity)
  const centers = Math.min(MOST_CENTERS, Math.ceil(count / ROWS_PER_CENTER))
  for (let center = 0, place = 0; center < centers; center++) {
    let farthest = 0
    for (let row = 0, at = 0; row < count; row++, at += width) {
      const square = squareBetween(taken, at, place * width, width)
      if (square < squares[row]) {
        squares[row] = square
        nearest[row] = center
      }
      if (squares[row] > squares[farthest]) farthest = row
    }
    place = farthest
  }
  return gather(nearest, centers)
}

/** Rows by the number of their center, then as they stand. */
function gather(centerOf: Int32Array, centers: number): Int32Array {
  const starts = new Int32Array(centers + 1)
  for (const center of centerOf) starts[center + 1]++
  for (let center = 0; center < centers; center++) starts[center + 1] += starts[center]
  const rows = new Int32Array(centerOf.length)
  for (let row = 0; row < rows.length; row++) rows[starts[centerOf[row]]++] = row
  return rows
}

/** Four at a time: a plain loop takes three times as long. @param width  a multiple of 4 */
function squareBetween(numbers: Float64Array, a: number, b: number, width: number): number {
  let sum = 0
  for (const end = a + width; a < end; a += 4, b += 4)
    sum +=
      (numbers[a] - numbers[b]) ** 2 +
      (numbers[a + 1] - numbers[b + 1]) ** 2 +
      (numbers[a + 2] - numbers[b + 2]) ** 2 +
      (numbers[a + 3] - numbers[b + 3]) ** 2
  return sum
}
