import type { Metric } from './rows/metric.js'
import type { Rows } from './rows/rows.js'
import { RowSearch } from './rowSearch.js'

/** Which row of a sample each row belongs to. */
export interface Assignment {
  /** (count) number of the sample's row that is nearest to each row; of equally near ones the first. */
  readonly nearest: Int32Array
  /** (count) distance to that row, in the metric's unit. */
  readonly distances: Float64Array
}

/**
 * Finds the row of a sample that is nearest to each row, exactly. A row of the sample is assigned to itself.
 *
 * @param indices  of the sample's rows, ascending
 * @param onRow    called before each row with its number
 * @throws         ShapekinError as checkRows
 */
export function assignRows(
  rows: Rows,
  metric: Metric,
  sample: Rows,
  indices: Int32Array,
  onRow?: (done: number) => void,
): Assignment {
  const { values, count, dimension } = rows
  const search = new RowSearch(sample, metric)
  const nearest = new Int32Array(count)
  const distances = new Float64Array(count)
  for (let row = 0, next = 0; row < count; row++) {
    onRow?.(row)
    if (indices[next] === row) {
      nearest[row] = next++
      continue
    }
    const [found] = search.nearest(values.subarray(row * dimension, (row + 1) * dimension), 1)
    nearest[row] = found.row
    distances[row] = found.distance
  }
  return { nearest, distances }
}
