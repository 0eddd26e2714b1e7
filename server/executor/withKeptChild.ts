import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ShapekinError } from '../../shared/errors.js'
import { compiledUrl } from '../system/projectRoot.js'
import { resultOf, type Answer } from './answer.js'
import type { ChildMessage, ChildOrder } from './answerChild.js'
import type { AnyWork, Executor, ExecutorContext, InputOf, ResultOf } from './executor.js'
import { onceMore, WorkerKilled } from './onceMore.js'

/** Characters of the child's stderr that are kept: enough to name the reason of a crash. */
const KEPT_STDERR = 2000

/**
 * Milliseconds without work after which the child ends, because TensorFlow holds 300 MB. The next piece of work comes at
 * once, or not at all.
 */
const IDLE_MS = 300

/** Signals with which somebody ends a process; after any other signal it has crashed. */
const KILLS: readonly (string | null)[] = ['SIGKILL', 'SIGTERM']

/**
 * Lends an Executor on one child process, for native code that blocks the event loop and may crash. The child starts
 * with a piece of work, in 0.2 s, and stays for the next one, so that what their modules load is loaded once.
 * Pieces are done one after another.
 */
export async function withKeptChild<T>(use: (run: Executor) => Promise<T>): Promise<T> {
  const kept = new KeptChild()
  try {
    return await use(kept.run)
  } finally {
    kept.close()
  }
}

class KeptChild {
  private child: ChildProcess | undefined
  private stderr = ''
  private last: Promise<unknown> = Promise.resolve()
  private idle: NodeJS.Timeout | undefined

  readonly run: Executor = <W extends AnyWork>(module: string, input: InputOf<W>, context?: ExecutorContext) => {
    const result = this.last.then(() => onceMore(() => this.attempt<W>(module, input, context)))
    clearTimeout(this.idle)
    const ended = result.then(ignore, ignore).then(() => {
      if (this.last === ended) this.idle = setTimeout(() => this.close(), IDLE_MS).unref()
    })
    this.last = ended
    return result
  }

  close(): void {
    clearTimeout(this.idle)
    this.child?.kill('SIGKILL')
  }

  private async attempt<W extends AnyWork>(
    module: string,
    input: InputOf<W>,
    { progress, signal }: ExecutorContext = {},
  ): Promise<ResultOf<W>> {
    if (signal?.aborted) throw new ShapekinError('cancelled')
    const child = (this.child ??= this.start())
    const kill = () => child.kill('SIGKILL')
    signal?.addEventListener('abort', kill, { once: true })
    const listeners = new AbortController()
    try {
      const answered = new Promise<Answer<ResultOf<W>>>((resolve, reject) => {
        const receive = (message: ChildMessage<ResultOf<W>>) => {
          if (message.type === 'progress') progress?.(message.progress)
          else resolve(message)
        }
        // 'close' comes after the last message and the last of stderr; 'exit' may come before them.
        const end = (code: number | null, killedBy: NodeJS.Signals | null) => {
          if (signal?.aborted) return reject(new ShapekinError('cancelled'))
          const words = `the process ended with ${killedBy ?? `code ${code}`}. ${lastLine(this.stderr)}`.trim()
          reject(KILLS.includes(killedBy) ? new WorkerKilled(words) : new Error(words))
        }
        child.on('message', receive).once('error', reject).once('close', end)
        listeners.signal.addEventListener('abort', () =>
          child.off('message', receive).off('error', reject).off('close', end),
        )
        const order: ChildOrder = { module: compiledUrl(module).href, input }
        child.send(order, () => {
          // A child that is gone says so by 'close'.
        })
      })
      return resultOf(await answered)
    } finally {
      listeners.abort()
      signal?.removeEventListener('abort', kill)
    }
  }

  private start(): ChildProcess {
    const child = fork(fileURLToPath(compiledUrl('server/executor/answerChild.js')), [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' }, // TensorFlow prints errors only, as stderr is kept
    })
    this.stderr = ''
    child.stderr?.on('data', (chunk: Buffer) => (this.stderr = (this.stderr + chunk.toString()).slice(-KEPT_STDERR)))
    child.once('close', () => (this.child = undefined))
    child.on('error', () => {}) // one that comes between two pieces of work is followed by 'close'
    return child
  }
}

const ignore = (): void => {}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''
