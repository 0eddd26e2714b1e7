import { rowDistance, type Metric } from './metric.js'
import { prepareRows } from './prepareRows.js'

export interface Neighbor {
  readonly row: number
  readonly distance: number
}

/**
 * The rows nearest to a query by exact search: 1 ms for 32,000 x 16, so there is no index to build or to trust.
 *
 * @param values  (count * dimension) row-major
 * @param query   (dimension)
 * @returns       at most k neighbors, nearest first; equally near ones by row
 * @throws        ShapekinError as prepareRows
 */
export function nearestRows(
  values: Float32Array,
  count: number,
  dimension: number,
  query: Float32Array,
  k: number,
  metric: Metric,
): Neighbor[] {
  const rows = prepareRows(values, count, dimension, metric)
  const target = prepareRows(query, 1, dimension, metric)
  const distance = rowDistance[metric]
  const found: Neighbor[] = []
  for (let row = 0; row < count; row++) {
    const candidate = { row, distance: distance(rows, row, target, 0, dimension) }
    if (found.length === k && candidate.distance >= found[k - 1].distance) continue
    let place = found.length
    while (place > 0 && found[place - 1].distance > candidate.distance) place--
    found.splice(place, 0, candidate)
    if (found.length > k) found.pop()
  }
  return found
}

/** The one of (count * dimension) prepared rows that is nearest to row `query` of others. */
export function nearestRow(
  rows: Float64Array,
  count: number,
  dimension: number,
  others: Float64Array,
  query: number,
  metric: Metric,
): Neighbor {
  const distanceTo = rowDistance[metric]
  let nearest = { row: 0, distance: Infinity }
  for (let row = 0; row < count; row++) {
    const distance = distanceTo(rows, row, others, query, dimension)
    if (distance < nearest.distance) nearest = { row, distance }
  }
  return nearest
}
