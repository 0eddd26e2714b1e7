import { MessageChannel } from 'node:worker_threads'
import { ShapekinError } from '../../shared/errors.js'
import type { OnProgress, Progress } from '../../shared/progress.js'
import { onThread } from '../system/onThread.js'
import type { ClusterOptions } from './clusterTree.js'
import type { ClusterAnswer, ClusterTask } from './clusterWorker.js'
import type { Rows } from './rows/rows.js'
import type { Tree } from './tree.js'

/**
 * clusterTree on a thread of its own: the event loop stays free, and cancelling ends the thread at once, with its memory.
 *
 * @throws ShapekinError as clusterTree, and `cancelled`
 */
export async function clusterInWorker(
  rows: Rows,
  options: Omit<ClusterOptions, 'onProgress'> = {},
  { progress, signal }: { progress?: OnProgress; signal?: AbortSignal } = {},
): Promise<Tree> {
  const { port1, port2 } = new MessageChannel()
  port1.on('message', (done: Progress) => progress?.(done))
  try {
    const task: ClusterTask = { rows, options, progress: port2 }
    const thread = { signal, transferList: [port2] }
    const answer = await onThread<ClusterTask, ClusterAnswer>('server/cluster/clusterWorker.js', task, thread)
    if (answer.type === 'refused') throw new ShapekinError(answer.code, answer.values)
    return answer.tree
  } finally {
    port1.close()
  }
}
