import { MessageChannel } from 'node:worker_threads'
import { Piscina } from 'piscina'
import { ShapekinError } from '../../shared/errors.js'
import type { OnProgress, Progress } from '../../shared/progress.js'
import { compiledUrl } from '../projectRoot.js'
import type { ClusterOptions } from './clusterTree.js'
import type { ClusterAnswer, ClusterTask } from './clusterWorker.js'
import type { Tree } from './tree.js'

/**
 * clusterTree on a thread of its own: the event loop stays free, and cancelling ends the thread at once, with its memory.
 *
 * @throws ShapekinError as clusterTree, and `cancelled`
 */
export async function clusterInWorker(
  values: Float32Array,
  count: number,
  dimension: number,
  options: Omit<ClusterOptions, 'onProgress'> = {},
  { progress, signal }: { progress?: OnProgress; signal?: AbortSignal } = {},
): Promise<Tree> {
  if (signal?.aborted) throw new ShapekinError('cancelled')
  const pool = new Piscina<ClusterTask, ClusterAnswer>({
    filename: compiledUrl('server/cluster/clusterWorker.js').href,
    minThreads: 1,
    maxThreads: 1,
    execArgv: [], // None of a test runner's or debugger's own.
  })
  const { port1, port2 } = new MessageChannel()
  port1.on('message', (done: Progress) => progress?.(done))
  try {
    const task: ClusterTask = { values, count, dimension, options, progress: port2 }
    const answer = await pool.run(task, { transferList: [port2], ...(signal ? { signal } : {}) })
    if (answer.type === 'refused') throw new ShapekinError(answer.code, answer.values)
    return answer.tree
  } catch (cause) {
    throw signal?.aborted ? new ShapekinError('cancelled', {}, { cause }) : cause
  } finally {
    port1.close()
    await pool.destroy()
  }
}
