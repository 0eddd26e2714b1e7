import { numberBySize } from './cutTree.js'
import type { Tree } from './tree.js'
import { fillIndices } from '../system/fillIndices.js'

/** Wishes that a cut respects. Rows are row numbers. */
export interface RowWishes {
  /** Lists of rows; the rows of one list are to be in one group. */
  readonly together: readonly (readonly number[])[]
  /** Pairs of lists: no row of the first may be in a group with any row of the second. */
  readonly apart: readonly (readonly [readonly number[], readonly number[]])[]
}

/**
 * Cuts a tree so that wishes are respected: agglomeration under constraints, with the distances of the tree.
 *
 * Rows that belong together are joined first. Then the tree is followed upwards, merge by merge. A merge joins what
 * the tree joins; where that would join what was told apart, the parts go on upwards side by side, and what comes to
 * them later joins the largest part that it may join. Where wishes contradict each other, those that keep apart win.
 * `blender_addon/constrained_cut.py` does the same in a scene.
 *
 * @param merges  how many merges are followed at most, 0 ... tree.count - 1
 * @param groups  stop when no more groups than this are left
 * @returns       (count) group of each row, numbered as cutTree does
 * @see I. Davidson, S. S. Ravi, "Agglomerative Hierarchical Clustering with Constraints", PKDD 2005
 */
export function constrainedCut(
  { count, left, right }: Tree,
  { merges, groups }: { readonly merges: number; readonly groups: number },
  { together, apart }: RowWishes,
): Int32Array {
  const joined = new JoinedRows(count, apart)
  for (const [first, ...others] of together) for (const row of others) joined.join(first, row)
  // For each node of the tree, one row of every part that it fell into.
  const parts: (readonly number[])[] = []
  const partsOf = (node: number) => (node < count ? [node] : parts[node - count])
  for (let merge = 0; merge < merges && joined.groups > groups; merge++)
    parts.push(joined.joinParts([...partsOf(left[merge]), ...partsOf(right[merge])]))
  return numberBySize(Int32Array.from({ length: count }, (_, row) => joined.find(row)))
}

class JoinedRows {
  groups: number
  private readonly parents: Int32Array
  private readonly sizes: Int32Array
  /**
   * For the row that stands for a group: the pairs that rows of the group are in, each with its side, as 2 * pair +
   * side.
   */
  private readonly sides = new Map<number, Set<number>>()

  constructor(count: number, apart: RowWishes['apart']) {
    this.groups = count
    this.parents = fillIndices(new Int32Array(count))
    this.sizes = new Int32Array(count).fill(1)
    apart.forEach((pair, number) =>
      pair.forEach((rows, side) => {
        for (const row of rows) this.sides.set(row, (this.sides.get(row) ?? new Set()).add(2 * number + side))
      }),
    )
  }

  /** The row that stands for the group of a row. */
  find(row: number): number {
    const { parents } = this
    let at = row
    while (parents[at] !== at) at = parents[at] = parents[parents[at]]
    return at
  }

  /**
   * Joins the groups of rows, the largest first, unless they were told apart.
   * @returns one row of each group that is left
   */
  joinParts(rows: readonly number[]): number[] {
    const largestFirst = (a: number, b: number) => this.sizes[b] - this.sizes[a] || a - b
    const parts: number[] = []
    for (const row of [...new Set(rows.map((each) => this.find(each)))].sort(largestFirst))
      if (!parts.some((part) => this.join(part, row))) parts.push(row)
    return parts.map((part) => this.find(part)).sort(largestFirst)
  }

  /** Joins the groups of two rows unless they were told apart. @returns whether they are one now */
  join(one: number, other: number): boolean {
    const [a, b] = [this.find(one), this.find(other)]
    if (a === b) return true
    if (this.areApart(a, b)) return false
    this.parents[b] = a
    this.sizes[a] += this.sizes[b]
    const added = this.sides.get(b)
    if (added) this.sides.set(a, new Set([...(this.sides.get(a) ?? []), ...added]))
    this.groups--
    return true
  }

  private areApart(a: number, b: number): boolean {
    const there = this.sides.get(b)
    return there !== undefined && [...(this.sides.get(a) ?? [])].some((side) => there.has(side ^ 1))
  }
}
