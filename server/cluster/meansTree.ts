import { MeanGroups, type MeanLinkage, type StartGroups } from './meanGroups.js'
import { NeighborLists } from './neighborLists.js'
import { NONE } from './placedGroups.js'
import type { Report } from './report.js'
import type { PreparedRows } from './rows/rows.js'
import type { Tree } from './tree.js'
import { treeOfMerges } from './treeOfMerges.js'

/**
 * The tree by the nearest-neighbor chain on means of groups, without a matrix: average linkage of cosine distance,
 * Ward's linkage of euclidean distance. It follows the same chain as chainTree and gives the same tree, with heights
 * in double precision. Time O(count² dimension), most of it on all threads; 30 to 50 bytes a row besides three times
 * its numbers in double.
 *
 * @param threads  to search with
 * @param start    groups that the rows are the means of; default single rows. The leaves of the tree are these groups
 * @see            chainTree
 */
export function meansTree(
  rows: PreparedRows,
  linkage: MeanLinkage,
  threads: number,
  report?: Report,
  start?: StartGroups,
): Tree {
  const { count } = rows
  const groups = new MeanGroups(rows, linkage, start)
  const onSearch = report?.('neighbors', count)
  const neighbors = new NeighborLists(groups, threads, (share) => onSearch?.(Math.floor(share * count)))
  const onMerge = report?.('merges', count - 1)
  const merges = { a: new Int32Array(count - 1), b: new Int32Array(count - 1), heights: new Float64Array(count - 1) }
  const chain = new Int32Array(count + 1)
  let length = 0
  let first = 0
  for (let merge = 0; merge < count - 1; merge++) {
    onMerge?.(merge)
    if (length === 0) {
      while (!groups.isGroup(first)) first++
      chain[length++] = first
    }
    for (;;) {
      const before = length > 1 ? chain[length - 2] : NONE
      const nearest = neighbors.nearest(chain[length - 1], before)
      if (nearest === before) break
      chain[length++] = nearest
      if (length > count - merge) break // only rounding leads the chain in a circle; it must end then
    }
    const [p, q] = [chain[--length], chain[--length]]
    const [kept, gone] = [Math.max(p, q), Math.min(p, q)]
    merges.a[merge] = kept
    merges.b[merge] = gone
    merges.heights[merge] = groups.height(neighbors.measure)
    neighbors.join(kept, gone)
    if (length > 0 && !groups.isGroup(chain[length - 1])) length = 0
  }
  return treeOfMerges(count, merges)
}
