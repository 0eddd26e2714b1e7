import { setImmediate } from 'node:timers/promises'
import { trainCheckpoint, type TrainRequest, type TrainResult } from './trainCheckpoint.js'

/** What the child process tells its parent. */
export type ChildMessage =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'done'; readonly result: TrainResult }
  | { readonly type: 'failed'; readonly reason: string }

/** Progress goes out at most this often. */
const PROGRESS_INTERVAL_MS = 100

const send = (message: ChildMessage) =>
  new Promise<void>((resolve, reject) => {
    process.send?.(message, (error: Error | null) => (error ? reject(error) : resolve()))
  })

process.once('message', (request: TrainRequest) => {
  const total = request.options.epochs
  let last = -Infinity
  const onEpoch = async ({ epoch }: { epoch: number }) => {
    if (performance.now() - last < PROGRESS_INTERVAL_MS && epoch < total) return
    last = performance.now()
    await send({ type: 'progress', done: epoch, total })
    await setImmediate()
  }
  trainCheckpoint(request, onEpoch)
    .then((result) => send({ type: 'done', result }))
    .catch((cause: unknown) => send({ type: 'failed', reason: cause instanceof Error ? cause.message : String(cause) }))
    .finally(() => process.disconnect())
})
