import { groupDistances } from './groupDistances.js'
import { joinedDistance, type JoinedDistance } from './joinedDistance.js'
import { NearestGroup } from './nearestGroup.js'
import { pairDistances } from './pairDistances.js'
import { pairAt, type PairTiles } from './pairTiles.js'
import type { Report } from './report.js'
import type { PreparedRows } from './rows/rows.js'
import { compactGroups, isSparse, NONE, removeGroup, singleRows, type PlacedGroups } from './placedGroups.js'
import type { Linkage, Tree } from './tree.js'
import { treeOfMerges } from './treeOfMerges.js'

/**
 * The tree by the nearest-neighbor chain: follow nearest neighbors until two groups are each other's, join them, go on.
 * Distances are kept in single precision, and those too close to be told apart are computed from the rows again, so
 * that the tree is the one of double precision. Time O(count²), 2 count² bytes.
 *
 * @see F. Murtagh, "A survey of recent advances in hierarchical clustering algorithms", Computer Journal 26, 1983;
 *      D. Müllner, "Modern hierarchical, agglomerative clustering algorithms", arXiv 1109.2378, 2011
 */
export function chainTree(rows: PreparedRows, linkage: Linkage, report?: Report): Tree {
  const { count } = rows
  const distances = pairDistances(rows, report?.('distances', count))
  const exact = linkage === 'single' ? undefined : groupDistances(rows, linkage)
  const onMerge = report?.('merges', count - 1)
  const merges = { a: new Int32Array(count - 1), b: new Int32Array(count - 1), heights: new Float64Array(count - 1) }
  const groups = singleRows(count)
  const nearest = new NearestGroup(linkage, exact, count)
  const chain = new Int32Array(count)
  let length = 0
  for (let merge = 0; merge < count - 1; merge++) {
    onMerge?.(merge)
    if (isSparse(groups)) compactGroups(distances, groups, chain.subarray(0, length))
    if (length === 0) chain[length++] = groups.alive[0]
    // Distances along the chain descend, so its last two are the pair as soon as the last is nearest to the one before.
    for (;;) {
      const before = length > 1 ? chain[length - 2] : NONE
      const place = nearest.find(distances, groups, chain[length - 1], before)
      // A chain through all groups would mean that rounding exceeds SLACK. The loop must end even then.
      if (place === before || length === groups.left) break
      chain[length++] = place
    }
    const [p, q] = [chain[--length], chain[--length]]
    const [kept, gone] = [Math.max(p, q), Math.min(p, q)]
    const [row, other] = [groups.rows[kept], groups.rows[gone]]
    merges.a[merge] = row
    merges.b[merge] = other
    merges.heights[merge] = distances[pairAt(kept, gone)]
    exact?.join(row, other)
    joinGroups(distances, groups, kept, gone, joinedDistance[linkage])
  }
  return treeOfMerges(count, merges)
}

/** Joins `gone` to `kept`, whose place then holds the distances of both. */
function joinGroups(pairs: PairTiles, groups: PlacedGroups, kept: number, gone: number, joined: JoinedDistance): void {
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
    if (distance !== toKept) pairs[at] = distance // saves the write of an unchanged cache line
  }
  sizes[kept] = nKept + nGone
}
