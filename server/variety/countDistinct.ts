import type { Metric } from '../cluster/rows/metric.js'
import type { Rows } from '../cluster/rows/rows.js'
import { SearchedRows } from '../cluster/searchedRows.js'

/**
 * Goes through the rows in order and keeps each unless one within a distance is kept already.
 *
 * @returns how many are kept
 * @throws ShapekinError as checkRows
 */
export function countDistinct(rows: Rows, metric: Metric, within: number): number {
  const { count, dimension } = rows
  const searched = new SearchedRows(rows, metric)
  const { kernel, memory, mode } = searched
  const kept = searched.place(count)
  const query = searched.place(1)
  const found = memory.int32(count)
  const limit = searched.most(within)
  const own = new Float64Array(dimension)
  const keptRows = new Int32Array(count)
  let length = 0
  const isKept = () => {
    const near = kernel.rowsWithin(
      mode,
      kept.blocks,
      kept.slab,
      kept.weights,
      kept.count,
      dimension,
      query.blocks,
      1,
      limit,
      found.byteOffset,
      found.length,
    )
    for (let i = 0; i < near; i++)
      if (found[i] < length && searched.distance(keptRows[found[i]], own) <= within) return true
    return false
  }
  for (let row = 0; row < count; row++) {
    searched.prepare(row, own)
    searched.put(query, 0, own)
    if (isKept()) continue
    searched.put(kept, length, own)
    keptRows[length++] = row
  }
  return length
}
