import { fork, type Serializable } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ShapekinError } from '../../shared/errors.js'
import { compiledUrl } from '../system/projectRoot.js'
import { resultOf, type Answer } from './answer.js'
import type { ChildMessage } from './answerChild.js'
import type { AnyWork, Executor, ExecutorContext, InputOf, ResultOf } from './executor.js'
import { onceMore, WorkerKilled } from './onceMore.js'

/** Characters of the child's stderr that are kept: enough to name the reason of a crash. */
const KEPT_STDERR = 2000

/**
 * An Executor that starts a child process, for native code that blocks the event loop and may crash. It takes 0.2 s to
 * start.
 */
export const inChild: Executor = <W extends AnyWork>(module: string, input: InputOf<W>, context?: ExecutorContext) =>
  onceMore(() => attempt<W>(module, input, context))

/** Signals with which somebody ends a process; after any other signal it has crashed. */
const KILLS: readonly (string | null)[] = ['SIGKILL', 'SIGTERM']

async function attempt<W extends AnyWork>(
  module: string,
  input: InputOf<W>,
  { progress, signal }: ExecutorContext = {},
): Promise<ResultOf<W>> {
  if (signal?.aborted) throw new ShapekinError('cancelled')
  const child = fork(fileURLToPath(compiledUrl('server/executor/answerChild.js')), [compiledUrl(module).href], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' }, // TensorFlow prints errors only, as stderr is kept
  })
  const kill = () => child.kill('SIGKILL')
  signal?.addEventListener('abort', kill, { once: true })
  let stderr = ''
  child.stderr?.on('data', (chunk: Buffer) => (stderr = (stderr + chunk.toString()).slice(-KEPT_STDERR)))
  try {
    const answered = new Promise<Answer<ResultOf<W>>>((resolve, reject) => {
      child.on('message', (message: ChildMessage<ResultOf<W>>) => {
        if (message.type === 'progress') progress?.(message.progress)
        else resolve(message)
      })
      child.once('error', reject)
      // 'close' comes after the last message and the last of stderr; 'exit' may come before them.
      child.once('close', (code, killedBy) => {
        if (signal?.aborted) return reject(new ShapekinError('cancelled'))
        const words = `the process ended with ${killedBy ?? `code ${code}`}. ${lastLine(stderr)}`.trim()
        reject(KILLS.includes(killedBy) ? new WorkerKilled(words) : new Error(words))
      })
      child.send(input as Serializable)
    })
    return resultOf(await answered)
  } finally {
    signal?.removeEventListener('abort', kill)
    if (child.exitCode === null && child.signalCode === null) kill()
  }
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''
