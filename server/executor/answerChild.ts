import type { Progress } from '../../shared/progress.js'
import type { Answer } from './answer.js'
import type { Work } from './answering.js'

/** What the process that inChild started sends to its parent. */
export type ChildMessage<Result> = Answer<Result> | { readonly type: 'progress'; readonly progress: Progress }

const send = (message: ChildMessage<unknown>) =>
  new Promise<void>((resolve, reject) => {
    process.send?.(message, (error: Error | null) => (error ? reject(error) : resolve()))
  })

// The work is the default export of the module that is named in the arguments.
process.once('message', (input: unknown) => {
  const progress = { postMessage: (done: Progress) => void send({ type: 'progress', progress: done }) }
  void (import(process.argv[2]) as Promise<{ default: Work<unknown, unknown> }>)
    .then((module) => module.default({ input, progress }))
    .then(send)
    .finally(() => process.disconnect())
})

// Without a parent there is nobody to work for.
process.once('disconnect', () => process.exit())
