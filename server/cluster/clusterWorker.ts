import type { MessagePort } from 'node:worker_threads'
import type { ErrorCode } from '../../shared/errorTable.js'
import { toShapekinError, type ErrorValues } from '../../shared/errors.js'
import { clusterTree, type ClusterOptions } from './clusterTree.js'
import type { Rows } from './rows/rows.js'
import type { Tree } from './tree.js'

export interface ClusterTask {
  readonly rows: Rows
  readonly options: Omit<ClusterOptions, 'onProgress'>
  /** Where Progress is posted to. */
  readonly progress: MessagePort
}

/** Errors lose their code on the way between threads, so a refusal travels as data. */
export type ClusterAnswer =
  | { readonly type: 'clustered'; readonly tree: Tree }
  | { readonly type: 'refused'; readonly code: ErrorCode; readonly values: ErrorValues }

/** Progress is posted at most this often. */
const PROGRESS_INTERVAL_MS = 100

/** What the thread of clusterInWorker runs. */
export default function cluster({ rows, options, progress }: ClusterTask): ClusterAnswer {
  let last = -Infinity
  try {
    const tree = clusterTree(rows, {
      ...options,
      onProgress: (done) => {
        if (performance.now() - last < PROGRESS_INTERVAL_MS) return
        last = performance.now()
        progress.postMessage(done)
      },
    })
    return { type: 'clustered', tree }
  } catch (cause) {
    const error = toShapekinError(cause)
    return { type: 'refused', code: error.code, values: error.values }
  }
}
