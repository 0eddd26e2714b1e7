import { growTree } from './growTree.js'
import { joinedDistance, type JoinedDistance } from './joinedDistance.js'
import { compactPairs, pairAt, pairStart, pairStep, type PairTiles } from './pairTiles.js'
import type { Linkage, Tree } from './tree.js'

/**
 * The tree by the nearest-neighbour chain: follow nearest neighbours until two groups are each other's, join them, go on.
 * Exact for these linkages; time O(count²), no memory beside the distances.
 *
 * @param distances  of all pairs, from pairDistances; overwritten
 * @param onMerge    called before each merge with the number of merges done
 * @see              F. Murtagh, "A survey of recent advances in hierarchical clustering algorithms", Computer Journal 26, 1983;
 *                   D. Müllner, "Modern hierarchical, agglomerative clustering algorithms", arXiv 1109.2378, 2011
 */
export function chainTree(
  distances: PairTiles,
  count: number,
  linkage: Linkage,
  onMerge?: (done: number) => void,
): Tree {
  const merges = { a: new Int32Array(count - 1), b: new Int32Array(count - 1), heights: new Float64Array(count - 1) }
  const groups: Groups = {
    alive: Int32Array.from({ length: count }, (_, row) => row),
    rows: Int32Array.from({ length: count }, (_, row) => row),
    sizes: new Int32Array(count).fill(1),
    left: count,
    places: count,
  }
  const chain = new Int32Array(count)
  let length = 0
  for (let merge = 0; merge < count - 1; merge++) {
    onMerge?.(merge)
    if (isSparse(groups)) compactGroups(distances, groups, chain.subarray(0, length))
    if (length === 0) chain[length++] = groups.alive[0]
    // Distances along the chain descend, so its last two are the pair as soon as the last is nearest to the one before.
    for (;;) {
      const before = length > 1 ? chain[length - 2] : NONE
      const nearest = findNearest(distances, groups, chain[length - 1], before)
      if (nearest === before) break
      chain[length++] = nearest
    }
    const p = chain[--length]
    const q = chain[--length]
    merges.a[merge] = groups.rows[Math.min(p, q)]
    merges.b[merge] = groups.rows[Math.max(p, q)]
    merges.heights[merge] = distances[pairAt(p, q)]
    joinGroups(distances, groups, Math.max(p, q), Math.min(p, q), joinedDistance[linkage])
  }
  return growTree(count, merges)
}

const NONE = -1

/** Groups that are left, each named by its place among the pairs. */
interface Groups {
  /** (left) places in use, ascending. */
  readonly alive: Int32Array
  /** One row of the group at each place, and how many it has. */
  readonly rows: Int32Array
  readonly sizes: Int32Array
  left: number
  /** Places that the pairs are laid out for. */
  places: number
}

/** The group nearest to `group`; of equally near ones `preferred`, so that the chain ends, or the first. */
function findNearest(pairs: PairTiles, { alive, left }: Groups, group: number, preferred: number): number {
  let nearest = preferred
  let least = preferred === NONE ? Infinity : pairs[pairAt(group, preferred)]
  let k = 0
  const start = pairStart(group)
  for (; alive[k] < group; k++) {
    const distance = pairs[start + pairStep(alive[k])]
    if (distance < least) {
      least = distance
      nearest = alive[k]
    }
  }
  const step = pairStep(group)
  for (k++; k < left; k++) {
    const distance = pairs[pairStart(alive[k]) + step]
    if (distance < least) {
      least = distance
      nearest = alive[k]
    }
  }
  return nearest
}

/** Joins `gone` to `kept`, whose place then holds the distances of both. */
function joinGroups(pairs: PairTiles, groups: Groups, kept: number, gone: number, joined: JoinedDistance): void {
  removeGroup(groups, gone)
  const { alive, sizes, left } = groups
  const between = pairs[pairAt(kept, gone)]
  const nKept = sizes[kept]
  const nGone = sizes[gone]
  for (let k = 0; k < left; k++) {
    const other = alive[k]
    if (other === kept) continue
    const at = pairAt(other, kept)
    const toKept = pairs[at]
    const distance = joined(toKept, pairs[pairAt(other, gone)], between, nKept, nGone, sizes[other])
    if (distance !== toKept) pairs[at] = distance // a line of memory not written is a line saved
  }
  sizes[kept] = nKept + nGone
}

function removeGroup(groups: Groups, group: number): void {
  let low = 0
  for (let high = groups.left - 1; low < high;) {
    const middle = (low + high) >> 1
    if (groups.alive[middle] < group) low = middle + 1
    else high = middle
  }
  groups.alive.copyWithin(low, low + 1, groups.left--)
}

/** Fewer places than this fit in the cache however they lie. */
const SPARSE_FROM = 256

/** Whether half the places are out of use, so that walking over the others reads twice what it needs. */
const isSparse = ({ left, places }: Groups): boolean => places > SPARSE_FROM && left * 2 <= places

/** Moves the groups that are left to the first places. @param chain  places to rename */
function compactGroups(pairs: PairTiles, groups: Groups, chain: Int32Array): void {
  const { alive, rows, sizes, left } = groups
  compactPairs(pairs, alive, left)
  const place = new Int32Array(groups.places).fill(NONE)
  for (let k = 0; k < left; k++) {
    place[alive[k]] = k
    rows[k] = rows[alive[k]]
    sizes[k] = sizes[alive[k]]
    alive[k] = k
  }
  for (let k = 0; k < chain.length; k++) chain[k] = place[chain[k]]
  groups.places = left
}
