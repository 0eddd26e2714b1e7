import { answering } from '../executor/answering.js'
import { clusterTree, type ClusterOptions } from './clusterTree.js'
import type { Rows } from './rows/rows.js'

interface ClusterTask {
  readonly rows: Rows
  readonly options: Omit<ClusterOptions, 'onProgress'>
}

/** What the thread of clusterInWorker runs. */
export default answering(({ rows, options }: ClusterTask, onProgress) => clusterTree(rows, { ...options, onProgress }))
