import { rowDistance, type Metric } from '../../server/cluster/rows/metric.js'
import { prepareRows } from '../../server/cluster/rows/prepareRows.js'
import type { Rows } from '../../server/cluster/rows/rows.js'
import type { Neighbor } from '../../server/cluster/rowSearch.js'

/** All rows, the nearest to a query first: what sorting all distances says. */
export function sortedNeighbors(rows: Rows, query: Float32Array, metric: Metric): Neighbor[] {
  const { values, count, dimension } = prepareRows(rows, metric)
  const target = prepareRows({ values: query, count: 1, dimension }, metric).values
  return Array.from({ length: count }, (_, row) => ({
    row,
    distance: rowDistance[metric](values, row, target, 0, dimension),
  })).sort((a, b) => a.distance - b.distance || a.row - b.row)
}
