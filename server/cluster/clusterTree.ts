import type { OnProgress } from '../../shared/progress.js'
import { chainTree } from './chainTree.js'
import { hclustTree } from './hclustTree.js'
import type { Metric } from './metric.js'
import { pairDistances } from './pairDistances.js'
import { prepareRows } from './prepareRows.js'
import type { Linkage, Tree } from './tree.js'

export interface ClusterOptions {
  /** Default cosine. */
  readonly metric?: Metric
  /** Default complete. */
  readonly linkage?: Linkage
  /** Called often; what it throws ends the clustering. */
  readonly onProgress?: OnProgress
}

/** ml-hclust takes 0.3 s for this many rows and eight times as long for twice as many; the chain takes over. */
const HCLUST_ROWS = 500

/** Rows or merges between two calls of onProgress: at most some 10 ms. */
const PROGRESS_STEP = 32

/**
 * Agglomerative clustering of the rows, from single rows to one group. Blocks: seconds from 10,000 rows on, so use
 * clusterInWorker where something else must go on.
 *
 * @param values  (count * dimension) row-major; not changed
 * @throws        ShapekinError `cluster.noRows`, `cluster.nonFinite`, `cluster.zeroRow`
 */
export function clusterTree(
  values: Float32Array,
  count: number,
  dimension: number,
  options: ClusterOptions = {},
): Tree {
  const { metric = 'cosine', linkage = 'complete', onProgress } = options
  const rows = prepareRows(values, count, dimension, metric)
  if (count <= HCLUST_ROWS) return hclustTree(rows, count, dimension, metric, linkage)
  const report = (stage: string) => (done: number) => {
    if (done % PROGRESS_STEP === 0) onProgress?.({ stage, done, total: count })
  }
  const distances = pairDistances(rows, count, dimension, metric, report('distances'))
  return chainTree(distances, count, linkage, report('merges'))
}
