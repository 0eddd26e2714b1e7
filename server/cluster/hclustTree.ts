import { agnes, type Cluster } from 'ml-hclust'
import { rowDistance } from './rows/metric.js'
import type { PreparedRows } from './rows/rows.js'
import type { Linkage, Tree } from './tree.js'
import { treeOfMerges } from './treeOfMerges.js'

/**
 * ml-hclust's `ward` works on squared distances given as they are; its `ward2` is what SciPy, R's ward.D2 and we call
 * Ward.
 */
const METHOD = { single: 'single', complete: 'complete', average: 'average', ward: 'ward2' } as const

/** The tree by ml-hclust. Time grows with the third power: 0.3 s for 500 rows, 1.4 s for 1,000, 11 s for 2,000. */
export function hclustTree({ values, count, dimension, metric }: PreparedRows, linkage: Linkage): Tree {
  const distance = rowDistance[metric]
  const matrix = Array.from({ length: count }, (_, i) =>
    Array.from({ length: count }, (_, j) => distance(values, i, values, j, dimension)),
  )
  const merges = { a: new Int32Array(count - 1), b: new Int32Array(count - 1), heights: new Float64Array(count - 1) }
  let merge = 0
  agnes(matrix, { method: METHOD[linkage], isDistanceMatrix: true }).traverse(({ children: [left, right], height }) => {
    if (left === undefined || right === undefined) return
    merges.a[merge] = firstRow(left)
    merges.b[merge] = firstRow(right)
    merges.heights[merge++] = height
  })
  return treeOfMerges(count, merges)
}

function firstRow(cluster: Cluster): number {
  while (!cluster.isLeaf) cluster = cluster.children[0]
  return cluster.index
}
