import { listLength } from './kernel/nearestOfAll.js'
import type { RowBlocks } from './kernel/rowBlocks.js'
import type { Metric } from './rows/metric.js'
import { prepareRows } from './rows/prepareRows.js'
import type { Rows } from './rows/rows.js'
import { SearchedRows } from './searchedRows.js'

export interface Neighbor {
  readonly row: number
  readonly distance: number
}

/** Rows in a list. Keeping a longer list in order takes more time than sorting all distances. */
const MOST_LISTED = 256
/** Rows listed besides those asked for, so that single precision seldom leaves the last one in doubt. */
const SPARE = 4

/**
 * Exact search for the rows nearest to a given one. It is prepared once and takes 4 bytes a number besides the rows. A
 * search takes some 0.1 ms for 32,000 rows of 16 numbers and 2 to 4 ms for 100,000 of 512; 18 ms where these have no
 * structure at all.
 */
export class RowSearch {
  readonly #searched: SearchedRows
  readonly #query: RowBlocks
  readonly #distances: Float32Array
  readonly #found: Int32Array

  /**
   * @param searched  the prepared rows, where there are some
   * @throws          ShapekinError as checkRows
   */
  constructor(rows: Rows, metric: Metric, searched = new SearchedRows(rows, metric)) {
    this.#searched = searched
    const { memory } = this.#searched
    this.#query = this.#searched.place(1)
    this.#distances = memory.float32(listLength(MOST_LISTED + SPARE))
    this.#found = memory.int32(Math.max(rows.count, this.#distances.length))
  }

  /**
   * @param query  (dimension)
   * @returns      at most k neighbors, nearest first; equally near ones by row
   * @throws       ShapekinError as checkRows
   */
  nearest(query: Float32Array, k: number): Neighbor[] {
    const { rows, metric } = this.#searched
    const target = prepareRows({ values: query, count: 1, dimension: rows.dimension }, metric).values
    const candidates =
      k <= MOST_LISTED && this.#searched.isComparable(target) ? this.#nearby(target, k) : allRows(rows.count)
    return candidates
      .map((row) => ({ row, distance: this.#searched.distance(row, target) }))
      .sort((a, b) => a.distance - b.distance || a.row - b.row)
      .slice(0, k)
  }

  /** Rows that include the k nearest to a prepared row. */
  #nearby(target: Float64Array, k: number): number[] {
    const { kernel, mode, blocks, rows } = this.#searched
    this.#searched.put(this.#query, 0, target)
    const { slab, weights, count } = blocks
    const among = [mode, blocks.blocks, slab, weights, count, rows.dimension, this.#query.blocks, 1] as const
    const listed = listLength(k + SPARE)
    if (listed >= rows.count) return allRows(rows.count)
    kernel.nearestToRow(...among, -1, listed, this.#distances.byteOffset, this.#found.byteOffset)
    const list = Array.from(this.#found.subarray(0, listed))
    const distances = list.map((row) => this.#searched.distance(row, target)).sort((a, b) => a - b)
    const last = distances[k - 1]
    if (this.#searched.isBeyond(this.#distances[listed - 1], last)) return list
    const limit = this.#searched.most(last)
    return Array.from(
      this.#found.subarray(0, kernel.rowsWithin(...among, limit, this.#found.byteOffset, this.#found.length)),
    )
  }
}

const allRows = (count: number): number[] => Array.from({ length: count }, (_, row) => row)
