import { checkRows } from './checkRows.js'
import type { Metric } from './metric.js'
import type { PreparedRows, Rows } from './rows.js'

/**
 * A checked float64 copy of the rows, ready for rowDistance: for cosine each row is brought to length 1.
 *
 * @throws ShapekinError as checkRows
 */
export function prepareRows(rows: Rows, metric: Metric): PreparedRows {
  const lengths = checkRows(rows, metric)
  const { count, dimension } = rows
  const values = new Float64Array(rows.values)
  if (metric === 'cosine')
    for (let row = 0, at = 0; row < count; row++)
      for (const end = at + dimension; at < end; at++) values[at] /= lengths[row]
  return { values, count, dimension, metric }
}
