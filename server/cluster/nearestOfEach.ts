import { listLength, nearestOfAll, placeLists } from './kernel/nearestOfAll.js'
import { BLOCK } from './kernel/rowBlocks.js'
import type { Metric } from './rows/metric.js'
import type { Rows } from './rows/rows.js'
import { RowSearch, type Neighbor } from './rowSearch.js'
import { SearchedRows } from './searchedRows.js'

/** Rows listed besides those asked for, so that single precision seldom leaves the last one in doubt. */
const SPARE = 3

/**
 * The other rows nearest to each row, exactly: each pair is looked at once, four rows at a time, on several threads.
 * RowSearch finds the same rows one by one, in five times the processor's time.
 *
 * @param k        neighbors of each row; should be at most some 32, because lists are sorted by insertion
 * @param threads  at most, this one included
 * @param onShare  called often with the share that is done, 0 to 1; an error that it throws ends the search
 * @returns        (count) at most k neighbors, nearest first; equally near ones by row
 * @throws         ShapekinError as checkRows
 */
export function nearestOfEach(
  rows: Rows,
  metric: Metric,
  k: number,
  threads: number,
  onShare?: (share: number) => void,
): Neighbor[][] {
  const { count, dimension } = rows
  const searched = new SearchedRows(rows, metric)
  const { kernel, memory, mode, blocks } = searched
  const listed = listLength(k + SPARE)
  const lists = placeLists(memory, BLOCK * blocks.count, listed)
  nearestOfAll(kernel, memory, mode, blocks, listed, lists, threads, onShare)
  const own = new Float64Array(dimension)
  const search = new RowSearch(rows, metric, searched)
  return Array.from({ length: count }, (_, row) => {
    searched.prepare(row, own)
    const near: Neighbor[] = []
    const end = (row + 1) * listed
    for (let at = row * listed; at < end; at++) {
      const other = lists.rows[at]
      if (other < 0 || other >= count) break // the list ends here: no row, or a place without one
      near.push({ row: other, distance: searched.distance(other, own) })
    }
    near.sort((a, b) => a.distance - b.distance || a.row - b.row)
    const isWhole = near.length < listed // the list holds all other rows
    if (isWhole || searched.isBeyond(lists.distances[end - 1], near[k - 1].distance)) return near.slice(0, k)
    const values = rows.values.subarray(row * dimension, (row + 1) * dimension)
    return search
      .nearest(values, k + 1)
      .filter((each) => each.row !== row)
      .slice(0, k)
  })
}
