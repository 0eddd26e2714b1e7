/** A dendrogram: node i < N is leaf i, node N + m is what merge m made. */
export interface Dendrogram {
  /** (N) ids of the shapes */
  readonly leaves: readonly string[]
  /** (N - 1) the two nodes that each merge joins */
  readonly a: ArrayLike<number>
  readonly b: ArrayLike<number>
  /** (N - 1) ascending */
  readonly height: ArrayLike<number>
  /** (N - 1) leaves below */
  readonly size: ArrayLike<number>
  /** The height that is 0 % of likeness. */
  readonly farthest: number
}

/** A node, for drawing. */
export interface Branch {
  readonly node: number
  /** Number of leaves below. */
  readonly size: number
  /** Horizontal place, 0 ... 1 from left to right. For a leaf or a folded branch: the middle of its place. */
  readonly across: number
  /** 0 for a leaf. */
  readonly height: number
  /** Empty for a leaf or a folded branch. */
  readonly children: readonly Branch[]
}

/**
 * The tree from its root down, with at most `ends` ends: the lowest merges are folded, so that a tree of 30,000 leaves
 * can be read.
 *
 * @param ends 1 or more
 */
export function foldTree({ leaves, a, b, height, size }: Dendrogram, ends: number): Branch {
  const count = leaves.length
  const merges = count - 1
  const total = Math.min(ends, count)
  const lowestOpen = merges - (total - 1)
  let placed = 0
  const open = (node: number): Branch => {
    const merge = node - count
    const own = merge < 0 ? { node, size: 1, height: 0 } : { node, size: size[merge], height: height[merge] }
    if (merge < lowestOpen) return { ...own, across: (placed++ + 0.5) / total, children: [] }
    const children = [open(a[merge]), open(b[merge])]
    return { ...own, across: (children[0].across + children[1].across) / 2, children }
  }
  return open(count + merges - 1)
}

/**
 * The height at which a cut gives this many groups: between the merge that would join two of them and the one before.
 */
export function heightOfCut({ height }: Dendrogram, groups: number): number {
  const merges = height.length
  const top = merges > 0 ? height[merges - 1] : 0
  const above = groups > 1 && groups <= merges + 1 ? height[merges - groups + 1] : 1.05 * top
  const below = groups <= merges ? height[merges - groups] : 0
  return (above + below) / 2
}

/** Number of groups that a cut at a height gives. */
export function groupsAtHeight({ height }: Dendrogram, cut: number): number {
  // Binary search for the lowest merge above the cut, because a line that is dragged asks a hundred times a second.
  let [low, high] = [0, height.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (height[middle] > cut) high = middle
    else low = middle + 1
  }
  return 1 + height.length - low
}

/** The first leaf below a node. */
export function firstLeaf({ leaves, a }: Dendrogram, node: number): number {
  let at = node
  while (at >= leaves.length) at = a[at - leaves.length]
  return at
}
