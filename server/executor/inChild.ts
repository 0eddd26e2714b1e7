import { fork, type Serializable } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ShapekinError } from '../../shared/errors.js'
import { compiledUrl } from '../system/projectRoot.js'
import { resultOf, type Answer } from './answer.js'
import type { ChildMessage } from './answerChild.js'
import type { AnyWork, Executor, ExecutorContext, InputOf, ResultOf } from './executor.js'

/** Enough of what the child wrote to stderr to name the reason of a crash. */
const KEPT_STDERR = 2000

/** An Executor: a process of its own, for native code that blocks the event loop and may crash; 0.2 s to start it. */
export const inChild: Executor = async <W extends AnyWork>(
  module: string,
  input: InputOf<W>,
  { progress, signal }: ExecutorContext = {},
) => {
  if (signal?.aborted) throw new ShapekinError('cancelled')
  const child = fork(fileURLToPath(compiledUrl('server/executor/answerChild.js')), [compiledUrl(module).href], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' }, // TensorFlow: errors only, stderr is kept for the reason of a crash
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
        if (signal?.aborted) reject(new ShapekinError('cancelled'))
        else reject(new Error(`the process ended with ${killedBy ?? `code ${code}`}. ${lastLine(stderr)}`.trim()))
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
