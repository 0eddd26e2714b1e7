import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { Piscina } from 'piscina'
import { ShapekinError } from '../../shared/errors.js'
import type { Progress } from '../../shared/progress.js'
import { compiledUrl } from '../system/projectRoot.js'
import { resultOf, type Answer } from './answer.js'
import type { Order } from './answering.js'
import type { AnyWork, Executor, ExecutorContext, InputOf, ResultOf } from './executor.js'
import { onceMore, toWorkerKilled } from './onceMore.js'

/** An Executor: a thread of its own for each piece of work, which ends with it; 30 ms to start it. */
export const onThread: Executor = <W extends AnyWork>(module: string, input: InputOf<W>, context?: ExecutorContext) =>
  onceMore(() => attempt<W>(module, input, context))

async function attempt<W extends AnyWork>(
  module: string,
  input: InputOf<W>,
  { progress, signal }: ExecutorContext = {},
): Promise<ResultOf<W>> {
  if (signal?.aborted) throw new ShapekinError('cancelled')
  const pool = new Piscina<Order<InputOf<W>>, Answer<ResultOf<W>>>({
    filename: compiledUrl(module).href,
    minThreads: 1,
    maxThreads: 1,
    execArgv: [], // None of a test runner's or debugger's own.
  })
  const { port1, port2 } = new MessageChannel()
  port1.on('message', (done: Progress) => progress?.(done))
  try {
    const order = { input, progress: port2 }
    const answer = await pool.run(order, { transferList: [port2], ...(signal ? { signal } : {}) })
    // The answer comes by another port, and may overtake the last progress.
    for (let left; (left = receiveMessageOnPort(port1));) progress?.(left.message as Progress)
    return resultOf(answer)
  } catch (cause) {
    throw signal?.aborted ? new ShapekinError('cancelled', {}, { cause }) : toWorkerKilled(cause)
  } finally {
    port1.close()
    await pool.destroy()
  }
}
