/**
 * How the distance of two groups follows from the distances of their members. `ward` is Ward's criterion on distances,
 * as in SciPy.
 */
export const LINKAGES = ['single', 'complete', 'average', 'ward'] as const
export type Linkage = (typeof LINKAGES)[number]

/**
 * A dendrogram over `count` rows, numbered as SciPy numbers it: node i < count is row i, node count + m is what merge m
 * made. Merges are sorted by height, so the first count - K of them give K groups. One row has no merges.
 */
export interface Tree {
  readonly count: number
  /** (count - 1) the two nodes that each merge joins, left < right. */
  readonly left: Int32Array
  readonly right: Int32Array
  /** (count - 1) distance at which they join, in the metric's unit; ascending. */
  readonly heights: Float64Array
  /** (count - 1) rows below each merge. */
  readonly sizes: Int32Array
  /**
   * `count` when the tree is exact; fewer are the rows of a sample, or the groups of rows, that its upper part was
   * grown from (see sampledTree, partedTree).
   */
  readonly grownFrom: number
}

/** Merges in any order; each names one row of either side. */
export interface Merges {
  readonly a: Int32Array
  readonly b: Int32Array
  readonly heights: Float64Array
}
