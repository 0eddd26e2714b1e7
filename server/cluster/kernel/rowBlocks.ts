import type { KernelMemory } from '../../system/kernelMemory.js'
import type { Pointer } from './clusterKernel.js'

/** Rows that one vector works on. */
export const BLOCK = 4

/** Far from every row of length 1 or less, yet its square and that times a group's size stay in float32. */
const NOWHERE = 1e15
/** No distance of two rows is so large, each to a place without a row is larger. */
export const BEYOND_ROWS = 1e20

/** Rows in single precision in the kernel's memory, laid out as assembly/neighbors.ts says. All places start without a row. */
export class RowBlocks {
  readonly blocks: Pointer
  readonly weights: Pointer
  readonly #values: Float32Array
  readonly #weights: Float32Array
  /** Places in use. */
  #count = 0

  /** @param places  the most rows */
  constructor(
    memory: KernelMemory,
    places: number,
    readonly dimension: number,
  ) {
    const padded = Math.ceil(places / BLOCK) * BLOCK
    this.#values = memory.float32(padded * dimension).fill(NOWHERE)
    this.#weights = memory.float32(padded).fill(1)
    this.blocks = this.#values.byteOffset
    this.weights = this.#weights.byteOffset
  }

  /** Blocks to search. */
  get count(): number {
    return Math.ceil(this.#count / BLOCK)
  }

  /** Forgets the rows from place `count` on. */
  truncate(count: number): void {
    const end = Math.min(this.#count, Math.ceil(count / BLOCK) * BLOCK)
    for (let place = count; place < end; place++) this.clear(place)
    this.#count = count
  }

  /** Writes `row` of values times `scale`, of length 1 at most, to a place. @param weight  see the kernel's modes */
  put(place: number, values: Float64Array, row: number, weight: number, scale = 1): void {
    let at = this.#offset(place)
    const end = (row + 1) * this.dimension
    for (let i = row * this.dimension; i < end; i++, at += BLOCK) this.#values[at] = scale * values[i]
    this.#weights[place] = weight
    this.#count = Math.max(this.#count, place + 1)
  }

  /** Takes the row from a place. */
  clear(place: number): void {
    let at = this.#offset(place)
    for (let d = 0; d < this.dimension; d++, at += BLOCK) this.#values[at] = NOWHERE
    this.#weights[place] = 1
  }

  /** Where the first number of a row is; the others follow 16 bytes apart. */
  at(place: number): Pointer {
    return this.blocks + 4 * this.#offset(place)
  }

  weightAt(place: number): number {
    return this.#weights[place]
  }

  #offset(place: number): number {
    return Math.floor(place / BLOCK) * BLOCK * this.dimension + (place % BLOCK)
  }
}
