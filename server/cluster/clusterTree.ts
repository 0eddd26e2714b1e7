import { availableParallelism } from 'node:os'
import { Random } from '../../shared/random.js'
import type { OnProgress } from '../../shared/progress.js'
import { drawSample } from './drawSample.js'
import { exactTree, mostExactRows, treeBytes } from './exactTree.js'
import { hasMeans } from './meanGroups.js'
import { partedTree } from './partedTree.js'
import type { Report } from './report.js'
import type { Metric } from './rows/metric.js'
import { checkRows } from './rows/checkRows.js'
import { prepareRows } from './rows/prepareRows.js'
import type { Rows } from './rows/rows.js'
import { sampledTree } from './sampledTree.js'
import type { Linkage, Tree } from './tree.js'

export interface ClusterOptions {
  /** Default cosine. */
  readonly metric?: Metric
  /** Default complete. */
  readonly linkage?: Linkage
  /**
   * Bytes that the tree may take. A tree of rows that need more, or more than some minutes, is not exact: see
   * mostExactRows, partedTree and sampledTree. Default 2.1e9, which is 32,400 rows with complete linkage.
   */
  readonly memoryBudget?: number
  /** Threads to search with, this one included. Default: one for each core. */
  readonly threads?: number
  /**
   * Called often. The first call comes before any memory is taken and says how much that will be, where it is much. An
   * error that it throws ends the clustering.
   */
  readonly onProgress?: OnProgress
}

/** Bytes; together with the process itself 2.2 GB. */
const MEMORY_BUDGET = 2.1e9

/** Bytes from which on every stage says how much memory the tree takes; the first says so before the work begins. */
const BYTES_TOLD = 0.5e9

/**
 * Rows of a sample, and groups left to the last tree: a family of one row in 1,000 has ten of them. That tree takes
 * some 3 s.
 */
const SAMPLE_ROWS = 10_000
/** Fixed, so that the same rows give the same tree. */
const SAMPLE_SEED = 0

/** Rows or merges between two calls of onProgress: at most some 10 ms. */
const PROGRESS_STEP = 32

/**
 * Agglomerative clustering of the rows, from single rows to one group. Blocks: seconds from 10,000 rows on, so use
 * clusterInWorker where something else must go on.
 *
 * @returns the tree; grownFrom < count says that it is not exact
 * @throws  ShapekinError `cluster.noRows`, `cluster.nonFinite`, `cluster.zeroRow`
 */
export function clusterTree(given: Rows, options: ClusterOptions = {}): Tree {
  const { metric = 'cosine', linkage = 'complete', memoryBudget = MEMORY_BUDGET, onProgress } = options
  const { threads = availableParallelism() } = options
  const { count, dimension } = given
  const most = mostExactRows(dimension, metric, linkage, memoryBudget)
  const bytes = treeBytes(Math.min(count, most), dimension, metric, linkage)
  const needs = bytes < BYTES_TOLD ? '' : ` (${(bytes / 1e9).toFixed(1)} GB)`
  const report: Report = (name, total) => {
    const stage = name + needs
    let next = 0
    return (done) => {
      if (done < next) return
      next = done + PROGRESS_STEP
      onProgress?.({ stage, done, total })
    }
  }
  if (count <= most) return exactTree(prepareRows(given, metric), linkage, threads, report)
  checkRows(given, metric) // refuses bad rows before the minutes that the rest takes
  const random = Random.of(SAMPLE_SEED, 'sampling')
  const draw = () => random.uniform()
  const top = Math.min(most, SAMPLE_ROWS)
  if (hasMeans(metric, linkage)) return partedTree(given, metric, linkage, { top, threads, random: draw, report })
  return sampledTree(given, metric, linkage, drawSample(count, top, draw), threads, report)
}
