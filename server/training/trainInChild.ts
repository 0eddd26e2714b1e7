import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ShapekinError } from '../../shared/errors.js'
import type { OnProgress } from '../../shared/progress.js'
import { compiledUrl } from '../system/projectRoot.js'
import type { ChildMessage } from './trainChild.js'
import type { TrainRequest, TrainResult } from './trainCheckpoint.js'
import { checkTrainRequest } from './checkTrainRequest.js'
import { TrainOptions } from '../../shared/schema/trainOptions.js'

export interface TrainInput extends Omit<TrainRequest, 'options'> {
  /** What is left out takes its default. */
  readonly options?: Partial<TrainOptions>
}

/** Enough of what the child wrote to stderr to name the reason of a crash. */
const KEPT_STDERR = 2000

/**
 * Trains in a process of its own: native TensorFlow would block the event loop, and a crash of it ends only the child.
 *
 * @throws ShapekinError `train.tooFew` and its kin before starting, `train.failed` with the child's reason, `cancelled`
 */
export async function trainInChild(
  { options, ...tables }: TrainInput,
  { progress, signal }: { progress?: OnProgress; signal?: AbortSignal } = {},
): Promise<TrainResult> {
  const request: TrainRequest = { ...tables, options: TrainOptions.parse(options ?? {}) }
  checkTrainRequest(request)
  if (signal?.aborted) throw new ShapekinError('cancelled')
  const child = fork(fileURLToPath(compiledUrl('server/training/trainChild.js')), {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' }, // errors only: stderr is kept for the reason of a crash
  })
  const kill = () => child.kill('SIGKILL')
  signal?.addEventListener('abort', kill, { once: true })
  let stderr = ''
  child.stderr?.on('data', (chunk: Buffer) => (stderr = (stderr + chunk.toString()).slice(-KEPT_STDERR)))
  try {
    return await new Promise<TrainResult>((resolve, reject) => {
      const fail = (reason: string) => reject(new ShapekinError('train.failed', { reason }))
      child.on('message', (message: ChildMessage) => {
        if (message.type === 'progress') progress?.({ stage: 'train', done: message.done, total: message.total })
        else if (message.type === 'done') resolve(message.result)
        else fail(message.reason)
      })
      child.once('error', (error) => fail(error.message))
      // 'close' comes after the last message and the last of stderr; 'exit' may come before them.
      child.once('close', (code, killedBy) => {
        if (signal?.aborted) reject(new ShapekinError('cancelled'))
        else fail(`the process ended with ${killedBy ?? `code ${code}`}. ${lastLine(stderr)}`.trim())
      })
      child.send(request)
    })
  } finally {
    signal?.removeEventListener('abort', kill)
    if (child.exitCode === null && child.signalCode === null) kill()
  }
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''
