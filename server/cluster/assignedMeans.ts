import type { StartGroups } from './meanGroups.js'
import type { Metric } from './rows/metric.js'
import { prepareRows } from './rows/prepareRows.js'
import type { PreparedRows, Rows } from './rows/rows.js'

/** Groups of rows: their means, sizes and spreads. */
export interface AssignedMeans {
  readonly means: PreparedRows
  readonly start: StartGroups
}

/**
 * Means, sizes and spreads of groups of rows. Rows are prepared one at a time, so that no copy of all is kept.
 *
 * @param groupOfRow  (rows.count) 0 ... count - 1, each given at least once
 */
export function assignedMeans(rows: Rows, metric: Metric, groupOfRow: Int32Array, count: number): AssignedMeans {
  const { values, dimension } = rows
  const means = new Float64Array(count * dimension)
  const sizes = new Int32Array(count)
  const spreads = new Float64Array(count)
  for (let row = 0; row < groupOfRow.length; row++) {
    const own = { values: values.subarray(row * dimension, (row + 1) * dimension), count: 1, dimension }
    const prepared = prepareRows(own, metric).values
    const group = groupOfRow[row]
    const share = 1 / ++sizes[group]
    let squares = 0
    for (let d = 0, at = group * dimension; d < dimension; d++, at++) {
      const difference = prepared[d] - means[at]
      squares += difference * difference
      means[at] += share * difference
    }
    // Welford's update ("Note on a method for calculating corrected sums of squares", Technometrics 4, 1962) avoids
    // cancellation.
    spreads[group] += share * ((1 - share) * squares - spreads[group])
  }
  return { means: { values: means, count, dimension, metric }, start: { sizes, spreads } }
}
