import { rowDistance, type Metric } from './rows/metric.js'
import { prepareRows } from './rows/prepareRows.js'
import type { Rows } from './rows/rows.js'

export interface Neighbor {
  readonly row: number
  readonly distance: number
}

/**
 * The rows nearest to a query by exact search.
 *
 * @param query  (dimension)
 * @returns      at most k neighbors, nearest first; equally near ones by row
 * @throws       ShapekinError as prepareRows
 */
export function nearestRows(rows: Rows, query: Float32Array, k: number, metric: Metric): Neighbor[] {
  const { count, dimension } = rows
  const { values } = prepareRows(rows, metric)
  const target = prepareRows({ values: query, count: 1, dimension }, metric).values
  const distance = rowDistance[metric]
  const found: Neighbor[] = []
  for (let row = 0; row < count; row++) {
    const candidate = { row, distance: distance(values, row, target, 0, dimension) }
    if (found.length === k && candidate.distance >= found[k - 1].distance) continue
    let place = found.length
    while (place > 0 && found[place - 1].distance > candidate.distance) place--
    found.splice(place, 0, candidate)
    if (found.length > k) found.pop()
  }
  return found
}
