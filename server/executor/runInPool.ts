import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import type { Piscina } from 'piscina'
import { ShapekinError } from '../../shared/errors.js'
import type { Progress } from '../../shared/progress.js'
import { compiledUrl } from '../system/projectRoot.js'
import { resultOf, type Answer } from './answer.js'
import type { Order } from './answering.js'
import type { AnyWork, ExecutorContext, InputOf, ResultOf } from './executor.js'
import { toWorkerKilled } from './onceMore.js'

/** Threads that run whatever module they are given. */
export type WorkPool = Piscina<Order<unknown>, Answer<unknown>>

/**
 * Does a piece of work on a thread of a pool, see Executor. Unlike there, it is not done again where the thread was
 * killed.
 */
export async function runInPool<W extends AnyWork>(
  pool: WorkPool,
  module: string,
  input: InputOf<W>,
  { progress, signal }: ExecutorContext,
): Promise<ResultOf<W>> {
  const { port1, port2 } = new MessageChannel()
  port1.on('message', (done: Progress) => progress?.(done))
  try {
    const order = { input, progress: port2 }
    const filename = compiledUrl(module).href
    const answer = await pool.run(order, { filename, transferList: [port2], ...(signal ? { signal } : {}) })
    // The answer comes by another port and may overtake the last progress, so that is read first.
    for (let left; (left = receiveMessageOnPort(port1));) progress?.(left.message as Progress)
    return resultOf(answer as Answer<ResultOf<W>>)
  } catch (cause) {
    throw signal?.aborted ? new ShapekinError('cancelled', {}, { cause }) : toWorkerKilled(cause)
  } finally {
    port1.close()
  }
}
