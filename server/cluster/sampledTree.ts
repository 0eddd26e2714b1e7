import { assignedMeans } from './assignedMeans.js'
import { assignRows, type Assignment } from './assignRows.js'
import { exactTree } from './exactTree.js'
import { hasMeans } from './meanGroups.js'
import { meansTree } from './meansTree.js'
import type { Report } from './report.js'
import type { Metric } from './rows/metric.js'
import { pickRows } from './rows/pickRows.js'
import { prepareRows } from './rows/prepareRows.js'
import type { Rows } from './rows/rows.js'
import type { Linkage, Tree } from './tree.js'
import { treeOfMerges } from './treeOfMerges.js'

/**
 * The tree of more rows than there is memory or time for, in two stages. First every row joins its nearest row of a
 * sample, at their distance. Then the groups so made are joined: by the means of all their rows where means tell the
 * distance (average linkage of cosine distance, Ward's linkage of euclidean distance), else by the rows of the sample
 * alone. Groups with few rows in the sample may be missed or split.
 *
 * @param indices  of the sample's rows, ascending; two at least
 * @returns        the tree of all rows; grownFrom tells the size of the sample
 * @see            Zhang, Ramakrishnan, Livny, "BIRCH: an efficient data clustering method for very large databases",
 *                 SIGMOD 1996, which joins groups by their means in the same way
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
  if (!hasMeans(metric, linkage))
    return attachRows(exactTree(prepareRows(sample, metric), linkage, threads, report), indices, assigned)
  const { means, start } = assignedMeans(rows, metric, assigned, sample.count)
  return attachRows(meansTree(means, linkage, threads, report, start), indices, assigned)
}

/** Hangs every row that is not in the sample below its nearest one that is. */
function attachRows(tree: Tree, indices: Int32Array, { nearest, distances }: Assignment): Tree {
  const count = nearest.length
  const a = new Int32Array(count - 1)
  const b = new Int32Array(count - 1)
  const heights = new Float64Array(count - 1)
  const below = new Int32Array(tree.heights.length) // one row of the sample below each merge
  const rowBelow = (node: number) => (node < indices.length ? indices[node] : below[node - indices.length])
  let merge = 0
  for (; merge < below.length; merge++) {
    a[merge] = below[merge] = rowBelow(tree.left[merge])
    b[merge] = rowBelow(tree.right[merge])
    heights[merge] = tree.heights[merge]
  }
  for (let row = 0; row < count; row++) {
    const own = indices[nearest[row]]
    if (own === row) continue
    a[merge] = own
    b[merge] = row
    heights[merge++] = distances[row]
  }
  return treeOfMerges(count, { a, b, heights }, indices.length)
}

/** Some of `count` rows, each as likely as any other, ascending. @param random  numbers in [0, 1) */
export function drawSample(count: number, size: number, random: () => number): Int32Array {
  const sample = new Int32Array(size)
  for (let row = 0, taken = 0; taken < size; row++) if (random() * (count - row) < size - taken) sample[taken++] = row // selection sampling, Knuth, TAOCP 2, 3.4.2 S
  return sample
}
