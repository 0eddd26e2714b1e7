import type { ShownTree } from './schema/shownShapes.js'

/** A dendrogram: node i < N is leaf i, node N + m is what merge m made; heights ascend. */
export interface Dendrogram {
  /** (N) ids of the shapes */
  readonly leaves: readonly string[]
  /** (N - 1) */
  readonly merges: readonly { readonly a: number; readonly b: number; readonly height: number; readonly size: number }[]
  /** The height that stands for 0 % of likeness. */
  readonly farthest: number
}

/** The columns of the API, a merge a row. */
export const dendrogramOf = ({ leaves, a, b, height, size, farthest }: ShownTree): Dendrogram => ({
  leaves,
  merges: a.map((one, m) => ({ a: one, b: b[m], height: height[m], size: size[m] })),
  farthest,
})

/** A node as it is drawn. */
export interface Branch {
  readonly node: number
  /** Leaves below. */
  readonly size: number
  /** 0 ... 1 from left to right: of a leaf, or a folded branch, the middle of its place. */
  readonly across: number
  /** 0 for a leaf. */
  readonly height: number
  /** None: a leaf, or folded. */
  readonly children: readonly Branch[]
}

/**
 * The tree from its top, with no more ends than asked for: the lowest merges are folded, so that 30,000 leaves can be read.
 *
 * @param ends 1 or more
 */
export function foldTree({ leaves, merges }: Dendrogram, ends: number): Branch {
  const count = leaves.length
  const lowestOpen = merges.length - (Math.min(ends, count) - 1)
  let placed = 0
  const total = Math.min(ends, count)
  const open = (node: number): Branch => {
    const merge = merges[node - count]
    const [size, height] = merge ? [merge.size, merge.height] : [1, 0]
    if (node < count || node - count < lowestOpen)
      return { node, size, height, across: (placed++ + 0.5) / total, children: [] }
    const children = [open(merge.a), open(merge.b)]
    return { node, size, height, across: (children[0].across + children[1].across) / 2, children }
  }
  return open(count + merges.length - 1)
}

/** The height at which a cut gives so many groups: between the merge that joins them and the one before. */
export function heightOfCut({ merges }: Dendrogram, groups: number): number {
  const above = merges[merges.length - groups + 1]?.height ?? (merges.at(-1)?.height ?? 0) * 1.05
  const below = merges[merges.length - groups]?.height ?? 0
  return (above + below) / 2
}

/** Into how many groups a cut at a height parts the leaves. */
export const groupsAtHeight = ({ merges }: Dendrogram, height: number): number =>
  1 + merges.reduce((count, merge) => count + (merge.height > height ? 1 : 0), 0)

/** A leaf below a node: its first. */
export function firstLeaf({ leaves, merges }: Dendrogram, node: number): number {
  let at = node
  while (at >= leaves.length) at = merges[at - leaves.length].a
  return at
}
