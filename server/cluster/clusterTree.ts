import { Random } from '../../shared/random.js'
import type { OnProgress } from '../../shared/progress.js'
import { chainTree } from './chainTree.js'
import { hclustTree } from './hclustTree.js'
import type { Metric } from './rows/metric.js'
import { MAX_PAIR_ROWS, pairFloats } from './pairTiles.js'
import { prepareRows } from './rows/prepareRows.js'
import { pickRows } from './rows/pickRows.js'
import type { PreparedRows, Rows } from './rows/rows.js'
import { drawSample, sampledTree } from './sampledTree.js'
import type { Linkage, Tree } from './tree.js'

export interface ClusterOptions {
  /** Default cosine. */
  readonly metric?: Metric
  /** Default complete. */
  readonly linkage?: Linkage
  /** Bytes that the distances may take; with more rows the tree is grown from a sample. Default 2.1e9: 32,400 rows. */
  readonly memoryBudget?: number
  /** Called often; what it throws ends the clustering. */
  readonly onProgress?: OnProgress
}

/** ml-hclust takes 40 ms for this many rows, 0.3 s for 500, 1.4 s for 1,000: from here on the chain, with the same trees. */
const HCLUST_ROWS = 200

/** With the process itself 2.2 GB. */
const MEMORY_BUDGET = 2.1e9

/** A family of one row in 1,000 has ten rows in such a sample; its tree takes some 3 s. */
const SAMPLE_ROWS = 10_000
/** Any fixed number: the same rows give the same tree. */
const SAMPLE_SEED = 0

/** Rows or merges between two calls of onProgress: at most some 10 ms. */
const PROGRESS_STEP = 32

/**
 * Agglomerative clustering of the rows, from single rows to one group. Blocks: seconds from 10,000 rows on, so use
 * clusterInWorker where something else must go on.
 *
 * @returns the tree; grownFrom < count says that it comes from a sample
 * @throws  ShapekinError `cluster.noRows`, `cluster.nonFinite`, `cluster.zeroRow`
 */
export function clusterTree(given: Rows, options: ClusterOptions = {}): Tree {
  const { metric = 'cosine', linkage = 'complete', memoryBudget = MEMORY_BUDGET, onProgress } = options
  const rows = prepareRows(given, metric)
  const { count } = rows
  const report = (stage: string, total: number) => (done: number) => {
    if (done % PROGRESS_STEP === 0) onProgress?.({ stage, done, total })
  }
  const growExact = (rows: PreparedRows): Tree =>
    rows.count <= HCLUST_ROWS ? hclustTree(rows, linkage) : chainTree(rows, linkage, report)
  if (count <= rowsWithin(memoryBudget)) return growExact(rows)
  const indices = drawSample(count, Math.min(rowsWithin(memoryBudget), SAMPLE_ROWS), sampleNumbers())
  const sampled = pickRows(rows, indices)
  return sampledTree(rows, { indices, rows: sampled, tree: growExact(sampled) }, report('assign', count))
}

/** Rows whose distances fit in so many bytes; two at least. */
function rowsWithin(bytes: number): number {
  let rows = Math.min(MAX_PAIR_ROWS, Math.floor(Math.sqrt(bytes / 2)))
  while (rows > 2 && 4 * pairFloats(rows) > bytes) rows--
  return Math.max(2, rows)
}

function sampleNumbers(): () => number {
  const random = new Random(SAMPLE_SEED)
  return () => random.bits() / 2 ** 32
}
