import type { Transferable } from 'node:worker_threads'
import { Piscina } from 'piscina'
import { ShapekinError } from '../../shared/errors.js'
import { compiledUrl } from './projectRoot.js'

/**
 * Runs the default export of a compiled module on a thread of its own, which ends with the work: 30 ms to start it. Aborting
 * ends the thread at once, whatever it is doing, and its memory with it.
 *
 * @param module  `server/x/xWorker.js`
 * @throws        ShapekinError `cancelled`; other errors as the thread threw them, but without their class
 */
export async function onThread<Task, Answer>(
  module: string,
  task: Task,
  { signal, transferList = [] }: { signal?: AbortSignal | undefined; transferList?: Transferable[] } = {},
): Promise<Answer> {
  if (signal?.aborted) throw new ShapekinError('cancelled')
  const pool = new Piscina<Task, Answer>({
    filename: compiledUrl(module).href,
    minThreads: 1,
    maxThreads: 1,
    execArgv: [], // None of a test runner's or debugger's own.
  })
  try {
    return await pool.run(task, { transferList, ...(signal ? { signal } : {}) })
  } catch (cause) {
    throw signal?.aborted ? new ShapekinError('cancelled', {}, { cause }) : cause
  } finally {
    await pool.destroy()
  }
}
