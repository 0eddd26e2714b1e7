import { Piscina } from 'piscina'
import type { AnyWork, Executor, ExecutorContext, InputOf } from './executor.js'
import { onceMore } from './onceMore.js'
import { runInPool, type WorkPool } from './runInPool.js'

/**
 * Milliseconds without work after which the thread ends and frees its memory. A person who looks at something asks
 * again sooner.
 */
const IDLE_MS = 600_000

/**
 * An Executor on one thread that stays alive, so that what its modules hold in memory is there for the next piece of
 * work. Pieces are done one after another.
 */
export class KeptThread {
  private readonly pool: WorkPool = new Piscina({
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_MS,
    execArgv: [], // No arguments of a test runner or debugger.
  })

  readonly run: Executor = <W extends AnyWork>(module: string, input: InputOf<W>, context: ExecutorContext = {}) =>
    onceMore(() => runInPool<W>(this.pool, module, input, context))

  /** Ends the thread; what it is working on is rejected. */
  close(): Promise<void> {
    return this.pool.destroy()
  }
}
