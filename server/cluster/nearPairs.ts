import { BLOCK } from './kernel/rowBlocks.js'
import { checkRows } from './rows/checkRows.js'
import type { Metric } from './rows/metric.js'
import type { Rows } from './rows/rows.js'
import { widestFirst } from './rows/widestFirst.js'
import { SearchedRows } from './searchedRows.js'
import { fillIndices } from '../system/fillIndices.js'

/** Two rows and how far apart they are. */
export interface NearPair {
  /** a < b */
  readonly a: number
  readonly b: number
  readonly distance: number
}

/** Pairs that there is room for at first; the room grows. */
const FIRST_CAPACITY = 4096

/** Rounding error of the numbers by which rows are sorted, as a share of the length of a row. */
const KEY_ROUNDING = 1e-12

/**
 * Finds all pairs of rows no farther apart than a distance, exactly and without a matrix; near copies in a library,
 * for example. Rows are sorted by the number that varies most, and each is compared only with rows that are near enough
 * in it.
 *
 * @param distance  in the metric's unit
 * @param take      called with each pair once, in any order; there can be too many pairs to keep
 * @param onRow     called often with the number of rows done; an error that it throws ends the search
 * @throws          ShapekinError as checkRows
 */
export function nearPairs(
  rows: Rows,
  metric: Metric,
  distance: number,
  take: (pair: NearPair) => void,
  onRow?: (done: number) => void,
): void {
  const { count, dimension } = rows
  const { order, keys } = sortByWidest(rows, metric)
  const searched = new SearchedRows(rows, metric, order)
  const { kernel, blocks, mode, memory } = searched
  const limit = searched.most(distance)
  const reach = keyReach(distance, metric)
  let found = memory.int32(2 * FIRST_CAPACITY)
  const first = new Float64Array(dimension)
  let end = 0
  for (let block = 0; block < blocks.count; block++) {
    onRow?.(BLOCK * block)
    const last = keys[Math.min(BLOCK * block + BLOCK, count) - 1] + reach
    while (end < blocks.count && keys[BLOCK * end] <= last) end++
    const among = [mode, blocks.blocks, blocks.slab, dimension, block, end, limit] as const
    const search = () => kernel.pairsWithin(...among, found.byteOffset, found.length / 2)
    let near = search()
    if (2 * near > found.length) {
      found = memory.int32(4 * near)
      near = search()
    }
    for (let i = 0; i < 2 * near; i += 2) {
      if (found[i + 1] >= count) continue // places without a row are near to each other
      const [a, b] = [order[found[i]], order[found[i + 1]]]
      searched.prepare(a, first)
      const apart = searched.distance(b, first)
      if (apart <= distance) take({ a: Math.min(a, b), b: Math.max(a, b), distance: apart })
    }
  }
}

/** How much two rows at this distance can differ in one number. */
function keyReach(distance: number, metric: Metric): number {
  return metric === 'cosine' ? Math.sqrt(2 * distance) + KEY_ROUNDING : distance * (1 + KEY_ROUNDING)
}

/** The rows in the order of the number that varies most, and that number of each, as prepareRows has it. */
function sortByWidest(rows: Rows, metric: Metric): { order: Int32Array; keys: Float64Array } {
  const { values, count, dimension } = rows
  const lengths = metric === 'cosine' ? checkRows(rows, metric) : undefined
  const [widest] = widestFirst({ ...rows, lengths })
  const key = Float64Array.from({ length: count }, (_, row) => values[row * dimension + widest] / (lengths?.[row] ?? 1))
  const order = fillIndices(new Int32Array(count)).sort((a, b) => key[a] - key[b] || a - b)
  return { order, keys: Float64Array.from(order, (row) => key[row]) }
}
