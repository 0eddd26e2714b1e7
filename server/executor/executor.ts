import type { WorkContext } from '../../shared/progress.js'
import type { Work } from './answering.js'

export type AnyWork = Work<never, unknown>
export type InputOf<W extends AnyWork> = W extends Work<infer Input, unknown> ? Input : never
export type ResultOf<W extends AnyWork> = W extends Work<never, infer Result> ? Result : never

/** A caller that gives no context gets no progress and can not cancel. */
export type ExecutorContext = { readonly [Part in keyof WorkContext]?: WorkContext[Part] | undefined }

/**
 * Does a piece of work away from the event loop. The executors are onThread, and inChild where a crash must not end
 * this process. Input, progress and result are copied on the way (structured clone; shared memory is not). Cancelling
 * ends the thread or process at once, whatever it is doing, and its memory with it. Work whose thread or process was
 * killed is done once more.
 *
 * @typeParam W   `typeof` the module's default export, which `answering` made
 * @param module  the compiled module: `server/x/xWorker.js`
 * @throws        ShapekinError as the work, and `cancelled`; an Error that names the reason where the thread or process
 *   died
 */
export type Executor = <W extends AnyWork>(
  module: string,
  input: InputOf<W>,
  context?: ExecutorContext,
) => Promise<ResultOf<W>>
