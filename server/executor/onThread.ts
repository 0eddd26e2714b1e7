import { Piscina } from 'piscina'
import { ShapekinError } from '../../shared/errors.js'
import type { AnyWork, Executor, ExecutorContext, InputOf, ResultOf } from './executor.js'
import { onceMore } from './onceMore.js'
import { runInPool, type WorkPool } from './runInPool.js'

/**
 * An Executor that starts a thread for each piece of work. The thread takes 30 ms to start and ends with the work.
 */
export const onThread: Executor = <W extends AnyWork>(module: string, input: InputOf<W>, context?: ExecutorContext) =>
  onceMore(() => attempt<W>(module, input, context))

async function attempt<W extends AnyWork>(
  module: string,
  input: InputOf<W>,
  context: ExecutorContext = {},
): Promise<ResultOf<W>> {
  if (context.signal?.aborted) throw new ShapekinError('cancelled')
  const pool: WorkPool = new Piscina({
    minThreads: 1,
    maxThreads: 1,
    execArgv: [], // No arguments of a test runner or debugger.
  })
  try {
    return await runInPool<W>(pool, module, input, context)
  } finally {
    await pool.destroy()
  }
}
