import { ShapekinError } from '../../../shared/errors.js'
import type { Metric } from './metric.js'
import type { PreparedRows, Rows } from './rows.js'

/** Beyond this a distance or its square would leave float32, in which distances are kept. */
const MAX_SQUARED_LENGTH = 1e36

/**
 * A checked float64 copy of the rows, ready for rowDistance: for cosine each row is brought to length 1.
 *
 * @throws ShapekinError `cluster.noRows`, `cluster.nonFinite`, `cluster.zeroRow` (cosine only)
 */
export function prepareRows({ values, count, dimension }: Rows, metric: Metric): PreparedRows {
  if (count < 1 || dimension < 1) throw new ShapekinError('cluster.noRows')
  if (values.length !== count * dimension)
    throw new RangeError(`${values.length} values are not ${count} rows of ${dimension}`)
  const prepared = Float64Array.from(values)
  for (let row = 0; row < count; row++) {
    let squares = 0
    for (let i = row * dimension; i < (row + 1) * dimension; i++) squares += prepared[i] * prepared[i]
    if (!(squares < MAX_SQUARED_LENGTH)) throw new ShapekinError('cluster.nonFinite', { row: row + 1 })
    if (metric !== 'cosine') continue
    if (squares === 0) throw new ShapekinError('cluster.zeroRow', { row: row + 1 })
    const length = Math.sqrt(squares)
    for (let i = row * dimension; i < (row + 1) * dimension; i++) prepared[i] /= length
  }
  return { values: prepared, count, dimension, metric }
}
