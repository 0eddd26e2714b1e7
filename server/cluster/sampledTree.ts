import { assignRows, type Assignment } from './assignRows.js'
import { exactTree } from './exactTree.js'
import { MergeList } from './mergeList.js'
import type { Report } from './report.js'
import type { Metric } from './rows/metric.js'
import { pickRows } from './rows/pickRows.js'
import { prepareRows } from './rows/prepareRows.js'
import type { Rows } from './rows/rows.js'
import type { Linkage, Tree } from './tree.js'
import { treeOfMerges } from './treeOfMerges.js'

/**
 * The tree of more rows than there is memory for, where means do not tell how far groups are apart: a sample makes the
 * tree, and every other row joins its nearest row of the sample, at their distance. Groups with few rows in the sample
 * may be missed or split.
 *
 * @param indices  of the sample's rows, ascending; two at least
 * @returns        the tree of all rows; grownFrom tells the size of the sample
 */
export function sampledTree(
  rows: Rows,
  metric: Metric,
  linkage: Linkage,
  indices: Int32Array,
  threads: number,
  report?: Report,
): Tree {
  const sample = pickRows(rows, indices)
  const assigned = assignRows(rows, metric, sample, indices, report?.('assign', rows.count))
  return attachRows(exactTree(prepareRows(sample, metric), linkage, threads, report), indices, assigned)
}

/** Hangs every row that is not in the sample below its nearest one that is. */
function attachRows(tree: Tree, indices: Int32Array, { nearest, distances }: Assignment): Tree {
  const count = nearest.length
  const merges = new MergeList(count)
  merges.addTree(tree, indices)
  for (let row = 0; row < count; row++) {
    const own = indices[nearest[row]]
    if (own !== row) merges.add(own, row, distances[row])
  }
  return treeOfMerges(count, merges, indices.length)
}
