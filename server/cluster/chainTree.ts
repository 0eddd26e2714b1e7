import { groupDistances, type GroupDistances } from './groupDistances.js'
import { growTree } from './growTree.js'
import { joinedDistance, type JoinedDistance } from './joinedDistance.js'
import type { Metric } from './metric.js'
import { pairDistances } from './pairDistances.js'
import { compactPairs, pairAt, pairStart, pairStep, type PairTiles } from './pairTiles.js'
import type { Linkage, Tree } from './tree.js'

/**
 * Relative differences that distances kept in single precision may hide: rounding keeps the order of least and largest ones
 * up to ties, but adds up in means; 2e-7 was seen.
 */
const SLACK: Record<Linkage, number> = { single: 0, complete: 0, average: 2e-6, ward: 2e-6 }

/**
 * The tree by the nearest-neighbour chain: follow nearest neighbours until two groups are each other's, join them, go on.
 * The tree of double precision, though distances are kept in single: those too close to be told apart are taken from the
 * rows again. Time O(count²), 2 count² bytes.
 *
 * @param rows    (count * dimension) from prepareRows
 * @param report  for a stage and its total gives what is called before each row or merge with the number of those done
 * @see           F. Murtagh, "A survey of recent advances in hierarchical clustering algorithms", Computer Journal 26, 1983;
 *                D. Müllner, "Modern hierarchical, agglomerative clustering algorithms", arXiv 1109.2378, 2011
 */
export function chainTree(
  rows: Float64Array,
  count: number,
  dimension: number,
  metric: Metric,
  linkage: Linkage,
  report?: (stage: string, total: number) => (done: number) => void,
): Tree {
  const distances = pairDistances(rows, count, dimension, metric, report?.('distances', count))
  const exact = groupDistances(rows, count, dimension, metric, linkage)
  const onMerge = report?.('merges', count - 1)
  const merges = { a: new Int32Array(count - 1), b: new Int32Array(count - 1), heights: new Float64Array(count - 1) }
  const groups: Groups = {
    alive: Int32Array.from({ length: count }, (_, row) => row),
    rows: Int32Array.from({ length: count }, (_, row) => row),
    sizes: new Int32Array(count).fill(1),
    left: count,
    places: count,
  }
  const nearest: Nearest = { place: NONE, distance: 0, limit: 0, rivals: new Int32Array(count), found: 0 }
  const slack = SLACK[linkage]
  const chain = new Int32Array(count)
  let length = 0
  for (let merge = 0; merge < count - 1; merge++) {
    onMerge?.(merge)
    if (isSparse(groups)) compactGroups(distances, groups, chain.subarray(0, length))
    if (length === 0) chain[length++] = groups.alive[0]
    // Distances along the chain descend, so its last two are the pair as soon as the last is nearest to the one before.
    for (;;) {
      const before = length > 1 ? chain[length - 2] : NONE
      const last = chain[length - 1]
      findNearest(distances, groups, last, before, slack, nearest)
      // By single linkage equal distances give the same heights in any order.
      const place = linkage === 'single' ? nearest.place : settleRivals(distances, groups, last, nearest, exact)
      // A chain through all groups would mean that rounding exceeds SLACK: it must end all the same.
      if (place === before || length === groups.left) break
      chain[length++] = place
    }
    const [p, q] = [chain[--length], chain[--length]]
    const [kept, gone] = [Math.max(p, q), Math.min(p, q)]
    const [row, other] = [groups.rows[kept], groups.rows[gone]]
    merges.a[merge] = row
    merges.b[merge] = other
    merges.heights[merge] = slack > 0 ? exact.between(row, other) : distances[pairAt(kept, gone)]
    exact.join(row, other, merges.heights[merge])
    joinGroups(distances, groups, kept, gone, joinedDistance[linkage])
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

/** What a scan for the group nearest to another has found. */
interface Nearest {
  place: number
  distance: number
  /** Up to here a group may truly be nearer: its distance differs by less than what rounding does. */
  limit: number
  /** (count) places within the limit of their moment, `found` of them; the first is the first of the nearest. */
  readonly rivals: Int32Array
  found: number
}

/** Scans for the group nearest to `group`; of equally near ones `preferred`, so that the chain ends, or the first. */
function findNearest(
  pairs: PairTiles,
  { alive, left }: Groups,
  group: number,
  preferred: number,
  slack: number,
  nearest: Nearest,
): void {
  nearest.place = preferred
  nearest.distance = nearest.limit = Infinity
  nearest.found = 0
  let limit = preferred === NONE ? Infinity : consider(nearest, preferred, pairs[pairAt(group, preferred)], slack)
  let k = 0
  const start = pairStart(group)
  for (; alive[k] < group; k++) {
    const distance = pairs[start + pairStep(alive[k])]
    if (distance <= limit) limit = consider(nearest, alive[k], distance, slack)
  }
  const step = pairStep(group)
  for (k++; k < left; k++) {
    const distance = pairs[pairStart(alive[k]) + step]
    if (distance <= limit) limit = consider(nearest, alive[k], distance, slack)
  }
}

/** @returns the new limit */
function consider(nearest: Nearest, place: number, distance: number, slack: number): number {
  if (distance < nearest.distance) {
    const limit = distance * (1 + slack)
    if (limit < nearest.distance) nearest.found = 0
    nearest.place = place
    nearest.distance = distance
    nearest.limit = limit
  } else if (place === nearest.place) return nearest.limit // the preferred one, met again by the scan
  nearest.rivals[nearest.found++] = place
  return nearest.limit
}

/** Of the rivals that rounding may have put in the wrong order the nearest by exact distance; of equal ones the first. */
function settleRivals(
  pairs: PairTiles,
  { rows }: Groups,
  group: number,
  { distance, limit, place, rivals, found }: Nearest,
  exact: GroupDistances,
): number {
  if (found < 2 || distance === 0) return place
  let least = Infinity
  for (const rival of rivals.subarray(0, found)) {
    if (pairs[pairAt(group, rival)] > limit) continue
    const between = exact.between(rows[group], rows[rival])
    if (between < least) {
      least = between
      place = rival
    }
  }
  return place
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
