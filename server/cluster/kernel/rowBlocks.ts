import { STRETCH } from '../rows/stretch.js'
import type { KernelMemory } from '../../system/kernelMemory.js'
import type { Pointer } from './clusterKernel.js'
import { fillIndices } from '../../system/fillIndices.js'

/** Rows that one vector works on. */
export const BLOCK = 4

/**
 * Number of a place without a row: far from every row of length 1 or less, while its square times the size of a group
 * still fits in float32.
 */
const NOWHERE = 1e15
/** A distance that no two rows reach, and that every row exceeds to a place without a row. */
export const BEYOND_ROWS = 1e20

/**
 * Rows in single precision in the kernel's memory, laid out as assembly/rows.ts says. All places start without a row.
 */
export class RowBlocks {
  readonly blocks: Pointer
  /** Bytes from one slab to the next. */
  readonly slab: number
  readonly weights: Pointer
  readonly #values: Float32Array
  readonly #weights: Float32Array
  readonly #order: Int32Array
  /** Places in use. */
  #count = 0

  /**
   * @param places  the most rows
   * @param order   (dimension) which number of a row is stored first, second, ...; default as they stand. The kernel
   *   gives up on far rows by their first numbers, so the numbers that tell most should come first: see widestFirst
   */
  constructor(
    memory: KernelMemory,
    places: number,
    readonly dimension: number,
    order?: Int32Array,
  ) {
    const padded = Math.ceil(places / BLOCK) * BLOCK
    this.#values = memory.float32(padded * dimension).fill(NOWHERE)
    this.#weights = memory.float32(padded).fill(1)
    this.#order = order ?? fillIndices(new Int32Array(dimension))
    this.blocks = this.#values.byteOffset
    this.slab = 4 * padded * STRETCH
    this.weights = this.#weights.byteOffset
  }

  /** Number of blocks to search. For one row as a query, the kernel reads place 0. */
  get count(): number {
    return Math.ceil(this.#count / BLOCK)
  }

  /** Removes the rows from place `count` on. */
  truncate(count: number): void {
    const end = Math.min(this.#count, Math.ceil(count / BLOCK) * BLOCK)
    for (let place = count; place < end; place++) this.clear(place)
    this.#count = count
  }

  /**
   * Writes one row of `values`, times `scale`, to a place. The scaled row must have length 1 at most.
   * @param weight  see the kernel's modes
   */
  put(place: number, values: Float64Array, row: number, weight: number, scale = 1): void {
    const first = row * this.dimension
    for (let from = 0; from < this.dimension; from += STRETCH) {
      let at = this.#offset(place, from)
      const end = Math.min(from + STRETCH, this.dimension)
      for (let d = from; d < end; d++, at += BLOCK) this.#values[at] = scale * values[first + this.#order[d]]
    }
    this.#weights[place] = weight
    this.#count = Math.max(this.#count, place + 1)
  }

  /** Removes the row from a place. */
  clear(place: number): void {
    for (let from = 0; from < this.dimension; from += STRETCH) {
      let at = this.#offset(place, from)
      const end = Math.min(from + STRETCH, this.dimension)
      for (let d = from; d < end; d++, at += BLOCK) this.#values[at] = NOWHERE
    }
    this.#weights[place] = 1
  }

  weightAt(place: number): number {
    return this.#weights[place]
  }

  /** Byte offset of the first number of a row in the slab that begins with number `from`. */
  #offset(place: number, from: number): number {
    const width = Math.min(STRETCH, this.dimension - from)
    const lane = place % BLOCK
    return (from / STRETCH) * (this.slab / 4) + (place - lane) * width + lane
  }
}
