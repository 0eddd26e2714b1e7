import { condensedStart } from './condensedDistances.js'
import { growTree } from './growTree.js'
import type { Linkage, Tree } from './tree.js'

/**
 * The tree by the nearest-neighbour chain: follow nearest neighbours until two groups are each other's, join them, go on.
 * Exact for these linkages, time O(count²), no memory beside the distances.
 *
 * @param distances  (count * (count - 1) / 2) from condensedDistances; overwritten
 * @param onMerge    called with the number of merges done
 * @see              F. Murtagh, "A survey of recent advances in hierarchical clustering algorithms", Computer Journal 26, 1983;
 *                   D. Müllner, "Modern hierarchical, agglomerative clustering algorithms", arXiv 1109.2378, 2011
 */
export function chainTree(
  distances: Float32Array,
  count: number,
  linkage: Linkage,
  onMerge?: (done: number) => void,
): Tree {
  const merges = { a: new Int32Array(count - 1), b: new Int32Array(count - 1), heights: new Float64Array(count - 1) }
  const sizes = new Int32Array(count).fill(1)
  const alive = Int32Array.from({ length: count }, (_, row) => row) // groups left, ascending, each named by one row
  const chain = new Int32Array(count)
  let length = 0
  for (let merge = 0, left = count; left > 1; merge++, left--) {
    onMerge?.(merge)
    if (length === 0) chain[length++] = alive[0]
    // The chain descends in distance, so its last two are the pair as soon as the nearest of the last is the one before.
    for (;;) {
      const last = chain[length - 1]
      const before = length > 1 ? chain[length - 2] : -1
      const nearest = findNearest(distances, alive, left, last, before)
      if (nearest === before) break
      chain[length++] = nearest
    }
    const p = chain[--length]
    const q = chain[--length]
    const [gone, kept] = p < q ? [p, q] : [q, p]
    merges.a[merge] = gone
    merges.b[merge] = kept
    merges.heights[merge] = distances[condensedStart(kept) + gone]
    removeAlive(alive, left, gone)
    joinDistances(distances, alive, left - 1, kept, gone, sizes, linkage)
    sizes[kept] += sizes[gone]
  }
  return growTree(count, merges)
}

/** The group nearest to `group`; of equally near ones `preferred` (the chain ends) or the first. */
function findNearest(d: Float32Array, alive: Int32Array, left: number, group: number, preferred: number): number {
  let nearest = preferred
  let least = preferred < 0 ? Infinity : d[condensedStart(Math.max(group, preferred)) + Math.min(group, preferred)]
  const start = condensedStart(group)
  let k = 0
  for (; alive[k] < group; k++) {
    const distance = d[start + alive[k]]
    if (distance < least) {
      least = distance
      nearest = alive[k]
    }
  }
  for (k++; k < left; k++) {
    const distance = d[condensedStart(alive[k]) + group]
    if (distance < least) {
      least = distance
      nearest = alive[k]
    }
  }
  return nearest
}

function removeAlive(alive: Int32Array, left: number, group: number): void {
  let low = 0
  for (let high = left - 1; low < high;) {
    const middle = (low + high) >> 1
    if (alive[middle] < group) low = middle + 1
    else high = middle
  }
  alive.copyWithin(low, low + 1, left)
}

/** Distances of all others to the joined group, by the formula of Lance and Williams; stored as those of `kept`. */
function joinDistances(
  d: Float32Array,
  alive: Int32Array,
  left: number,
  kept: number,
  gone: number,
  sizes: Int32Array,
  linkage: Linkage,
): void {
  const [nKept, nGone] = [sizes[kept], sizes[gone]]
  const between = d[condensedStart(kept) + gone]
  const [startKept, startGone] = [condensedStart(kept), condensedStart(gone)]
  for (let k = 0; k < left; k++) {
    const other = alive[k]
    if (other === kept) continue
    const start = condensedStart(other)
    const at = other < kept ? startKept + other : start + kept
    const toKept = d[at]
    const toGone = d[other < gone ? startGone + other : start + gone]
    switch (linkage) {
      case 'single':
        d[at] = Math.min(toKept, toGone)
        break
      case 'complete':
        d[at] = Math.max(toKept, toGone)
        break
      case 'average':
        d[at] = (nKept * toKept + nGone * toGone) / (nKept + nGone)
        break
      case 'ward': {
        const n = sizes[other]
        const squares = (nKept + n) * toKept * toKept + (nGone + n) * toGone * toGone - n * between * between
        d[at] = Math.sqrt(Math.max(0, squares) / (nKept + nGone + n))
      }
    }
  }
}
