import type { Merges, Tree } from './tree.js'

/** The merges of a tree as they are made, each named by one row of either side. */
export class MergeList implements Merges {
  readonly a: Int32Array
  readonly b: Int32Array
  readonly heights: Float64Array
  #length = 0

  /** @param count  rows, all of which are joined in the end */
  constructor(count: number) {
    this.a = new Int32Array(count - 1)
    this.b = new Int32Array(count - 1)
    this.heights = new Float64Array(count - 1)
  }

  add(a: number, b: number, height: number): void {
    this.a[this.#length] = a
    this.b[this.#length] = b
    this.heights[this.#length++] = height
  }

  /**
   * Adds merges of a tree whose leaves stand for rows.
   *
   * @param rowOf  (tree.count) a row of each leaf
   * @param made   how many merges, the lowest; default all
   */
  addTree({ count, left, right, heights }: Tree, rowOf: Int32Array, made = heights.length): void {
    const below = new Int32Array(made) // a row below each merge
    const rowBelow = (node: number) => (node < count ? rowOf[node] : below[node - count])
    for (let merge = 0; merge < made; merge++) {
      below[merge] = rowBelow(left[merge])
      this.add(below[merge], rowBelow(right[merge]), heights[merge])
    }
  }
}
