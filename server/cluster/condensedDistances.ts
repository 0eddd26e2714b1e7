import { rowDistance, type Metric } from './metric.js'

/**
 * Distances of all pairs, the lower triangle row by row: pair i > j lies at condensedStart(i) + j.
 *
 * @param rows   (count * dimension) from prepareRows
 * @param onRow  called before each row with the number of distances done
 * @returns      (count * (count - 1) / 2) float32
 */
export function condensedDistances(
  rows: Float64Array,
  count: number,
  dimension: number,
  metric: Metric,
  onRow?: (done: number) => void,
): Float32Array {
  const distance = rowDistance[metric]
  const distances = new Float32Array(condensedStart(count))
  for (let i = 1, at = 0; i < count; i++) {
    onRow?.(at)
    for (let j = 0; j < i; j++) distances[at++] = distance(rows, i, j, dimension)
  }
  return distances
}

/** Where row i of the lower triangle starts; also the number of pairs of i rows. */
export const condensedStart = (i: number): number => (i * (i - 1)) / 2
