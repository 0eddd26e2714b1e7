import type { AnyWork, Executor, ExecutorContext, InputOf } from './executor.js'
import { withKeptChild } from './withKeptChild.js'

/** An Executor that starts a child process for each piece of work, see withKeptChild. */
export const inChild: Executor = <W extends AnyWork>(module: string, input: InputOf<W>, context?: ExecutorContext) =>
  withKeptChild((run) => run<W>(module, input, context))
