import { ShapekinError } from '../../../shared/errors.js'
import type { Metric } from './metric.js'
import type { Rows } from './rows.js'

/** Squared length of a row beyond which a distance or its square would leave float32, in which distances are kept. */
const MAX_SQUARED_LENGTH = 1e36

/**
 * Refuses rows that can not be compared, and returns the length of each.
 *
 * @returns (count) float64
 * @throws  ShapekinError `cluster.noRows`, `cluster.nonFinite`, `cluster.zeroRow` (cosine only)
 */
export function checkRows({ values, count, dimension }: Rows, metric: Metric): Float64Array {
  if (count < 1 || dimension < 1) throw new ShapekinError('cluster.noRows')
  if (values.length !== count * dimension)
    throw new RangeError(`${values.length} values are not ${count} rows of ${dimension}`)
  const lengths = new Float64Array(count)
  for (let row = 0, at = 0; row < count; row++) {
    let squares = 0
    for (const end = at + dimension; at < end; at++) squares += values[at] * values[at]
    if (!(squares < MAX_SQUARED_LENGTH)) throw new ShapekinError('cluster.nonFinite', { row: row + 1 })
    if (squares === 0 && metric === 'cosine') throw new ShapekinError('cluster.zeroRow', { row: row + 1 })
    lengths[row] = Math.sqrt(squares)
  }
  return lengths
}
