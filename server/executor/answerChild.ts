import type { Progress } from '../../shared/progress.js'
import type { Answer } from './answer.js'
import type { Work } from './answering.js'

/** A piece of work for the process: the URL of a module whose default export does it, and its input. */
export interface ChildOrder {
  readonly module: string
  readonly input: unknown
}

/** What the process that withKeptChild started sends to its parent. */
export type ChildMessage<Result> = Answer<Result> | { readonly type: 'progress'; readonly progress: Progress }

const send = (message: ChildMessage<unknown>) =>
  new Promise<void>((resolve, reject) => {
    process.send?.(message, (error: Error | null) => (error ? reject(error) : resolve()))
  })

// The next piece of work is sent only when this one is answered.
process.on('message', ({ module, input }: ChildOrder) => {
  const progress = { postMessage: (done: Progress) => void send({ type: 'progress', progress: done }) }
  void (import(module) as Promise<{ default: Work<unknown, unknown> }>)
    .then((loaded) => loaded.default({ input, progress }))
    .then(send)
})

// Without a parent there is nobody to work for.
process.once('disconnect', () => process.exit())
