import { KernelMemory } from '../system/kernelMemory.js'
import { startClusterKernel, type ClusterKernel, type Mode } from './kernel/clusterKernel.js'
import { distanceInKernel, modeOf } from './kernel/metricInKernel.js'
import { RowBlocks } from './kernel/rowBlocks.js'
import { SinglePrecision } from './kernel/singlePrecision.js'
import { checkRows } from './rows/checkRows.js'
import { rowDistance, type Metric } from './rows/metric.js'
import type { Rows } from './rows/rows.js'
import { powerToOne } from './rows/scaleToOne.js'
import { widestFirst } from './rows/widestFirst.js'

/**
 * Rows prepared for the kernel's search in single precision, and their distances in double precision. The distances
 * are those of prepareRows and rowDistance, computed from the given rows, so that no copy in double precision is kept.
 */
export class SearchedRows {
  readonly memory = new KernelMemory({ shared: true })
  readonly kernel: ClusterKernel
  readonly blocks: RowBlocks
  readonly mode: Mode
  readonly #precision: SinglePrecision
  readonly #lengths: Float64Array
  readonly #widest: Int32Array
  readonly #scale: number
  /** Holds the row that `distance` compares. */
  readonly #prepared: Float64Array

  /**
   * @param order  (count) row at each place of the blocks; default as they are
   * @throws       ShapekinError as checkRows
   */
  constructor(
    readonly rows: Rows,
    readonly metric: Metric,
    order?: Int32Array,
  ) {
    const { count, dimension } = rows
    this.#lengths = checkRows(rows, metric)
    // Halved, so that what is compared with the rows may be twice as long as the longest of them.
    this.#scale = powerToOne(metric === 'cosine' ? 1 : this.#lengths.reduce((a, b) => Math.max(a, b), 0)) / 2
    this.#prepared = new Float64Array(dimension)
    this.mode = modeOf(metric)
    this.#precision = new SinglePrecision(this.mode, dimension)
    this.kernel = startClusterKernel(this.memory.memory)
    this.#widest = widestFirst({ ...rows, lengths: metric === 'cosine' ? this.#lengths : undefined })
    this.blocks = this.place(count)
    for (let place = 0; place < count; place++) {
      this.prepare(order?.[place] ?? place, this.#prepared)
      this.put(this.blocks, place, this.#prepared)
    }
  }

  /** Writes a row as prepareRows makes it. @param target  (dimension) */
  prepare(row: number, target: Float64Array): void {
    const { values, dimension } = this.rows
    const length = this.metric === 'cosine' ? this.#lengths[row] : 1
    for (let d = 0, at = row * dimension; d < dimension; d++, at++) target[d] = values[at] / length
  }

  /** Makes blocks that the kernel can compare with these. @param places  the most rows */
  place(places: number): RowBlocks {
    return new RowBlocks(this.memory, places, this.rows.dimension, this.#widest)
  }

  /** Writes a prepared row to a place of blocks that `place` made. */
  put(blocks: RowBlocks, place: number, prepared: Float64Array): void {
    blocks.put(place, prepared, 0, 1, this.#scale)
  }

  /** False for a row so much longer than all others that the bounds below do not hold. */
  isComparable(prepared: Float64Array): boolean {
    return this.#scale * Math.sqrt(prepared.reduce((sum, value) => sum + value * value, 0)) <= 1
  }

  /** Distance of a row to a prepared one. */
  distance(row: number, prepared: Float64Array): number {
    this.prepare(row, this.#prepared)
    return rowDistance[this.metric](this.#prepared, 0, prepared, 0, this.rows.dimension)
  }

  /** The largest distance that the kernel can find where the true one is `distance` or less. */
  most(distance: number): number {
    return this.#precision.most(distanceInKernel(distance, this.metric, this.#scale))
  }

  /** Whether all that the kernel finds at `found` or more is truly farther than `distance`. */
  isBeyond(found: number, distance: number): boolean {
    return this.#precision.least(found) > distanceInKernel(distance, this.metric, this.#scale)
  }
}
