import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import { ShapekinError, toShapekinError } from '../../shared/errors.js'
import { resultOf, type Answer } from '../executor/answer.js'
import type { Order } from '../executor/answering.js'
import { onceMore, toWorkerKilled } from '../executor/onceMore.js'
import { threadTimes } from '../executor/threadTimes.js'
import { compiledUrl } from '../system/projectRoot.js'
import type { MeshTask } from './answerMesh.js'
import type { MeshRunner } from './meshRunner.js'
import type { MeshInput } from './meshSource.js'

/**
 * Seconds. The largest mesh that is accepted takes half a minute in the worst case, loose triangles all over a cube.
 */
const TIME_LIMIT_SECONDS = 120

export interface MeshPoolOptions {
  /** Number of threads; default one per core. */
  readonly workers?: number | undefined
  /** Seconds of processor time. A mesh that takes longer is refused, and its thread is replaced. */
  readonly timeLimitSeconds?: number
  /** Milliseconds without work after which a thread ends and frees its memory. Default one minute. */
  readonly idleMilliseconds?: number | undefined
}

/**
 * Idle threads are kept for a while, because they hold what takes long to make: the layout of the chords, a network.
 */
const IDLE_MS = 60_000

/**
 * Does one kind of work on meshes, on threads of their own. A crash, an endless loop or a lack of memory fails only
 * the mesh that caused it: its thread is replaced, and the others go on. A mesh whose thread was killed is tried once
 * more on another thread.
 */
export class MeshPool<Options, Result> implements MeshRunner<Options, Result> {
  readonly workers: number
  private readonly pool: Piscina<Order<MeshTask<Options>>, Answer<Result>>
  private readonly timeLimitSeconds: number
  private free: number
  private readonly waiting: (() => void)[] = []

  /** @param module `server/x/xWorker.js`, whose default export answerMesh made */
  constructor(
    module: string,
    {
      workers = availableParallelism(),
      timeLimitSeconds = TIME_LIMIT_SECONDS,
      idleMilliseconds = IDLE_MS,
    }: MeshPoolOptions = {},
  ) {
    this.workers = workers
    this.free = workers
    this.timeLimitSeconds = timeLimitSeconds
    this.pool = new Piscina<Order<MeshTask<Options>>, Answer<Result>>({
      filename: compiledUrl(module).href,
      minThreads: 0,
      maxThreads: workers,
      idleTimeout: idleMilliseconds,
      execArgv: [], // No arguments of a test runner or debugger.
    })
  }

  /**
   * @param input a mesh, or a file's content; not changed, but copied into shared memory unless it is there already
   * @throws ShapekinError as the work on the thread, or `descriptor.timeLimit`, `descriptor.crashed`, `cancelled`
   */
  async run(input: MeshInput, options: Options, signal?: AbortSignal): Promise<Result> {
    const shared =
      'bytes' in input
        ? { bytes: new Uint8Array(share(input.bytes)), format: input.format }
        : {
            ...input,
            positions: new Float32Array(share(input.positions)),
            triangles: new Uint32Array(share(input.triangles)),
          }
    await this.takeThread()
    try {
      if (signal?.aborted) throw new ShapekinError('cancelled')
      return await onceMore(() => this.runNow({ mesh: shared, options }, signal)).catch(refuseCrash)
    } finally {
      this.giveThreadBack()
    }
  }

  /** Ends all threads; their work is rejected as `cancelled`. */
  async close(): Promise<void> {
    await this.pool.destroy()
  }

  private async runNow(task: MeshTask<Options>, signal?: AbortSignal): Promise<Result> {
    const time = threadTimes.limit(this.timeLimitSeconds * 1000) // waiting for a thread does not count
    try {
      const signals = signal ? AbortSignal.any([signal, time.signal]) : time.signal
      return resultOf(await this.pool.run({ input: task }, { signal: signals }))
    } catch (cause) {
      if (signal?.aborted) throw new ShapekinError('cancelled', {}, { cause })
      if (time.signal.aborted)
        throw new ShapekinError('descriptor.timeLimit', { seconds: this.timeLimitSeconds }, { cause })
      throw toWorkerKilled(cause)
    } finally {
      time.end()
    }
  }

  private takeThread(): Promise<void> {
    if (this.free > 0) {
      this.free--
      return Promise.resolve()
    }
    return new Promise((resolve) => this.waiting.push(resolve))
  }

  private giveThreadBack(): void {
    const next = this.waiting.shift()
    if (next) next()
    else this.free++
  }
}

function refuseCrash(cause: unknown): never {
  const error = toShapekinError(cause)
  if (error === cause || error.code !== 'internal') throw error
  const { reason } = error.values
  if (reason === 'Terminating worker thread') throw new ShapekinError('cancelled', {}, { cause })
  throw new ShapekinError('descriptor.crashed', { reason }, { cause })
}

function share(array: Float32Array | Uint32Array | Uint8Array): SharedArrayBuffer {
  const { buffer, byteOffset, byteLength } = array
  if (buffer instanceof SharedArrayBuffer && byteOffset === 0 && byteLength === buffer.byteLength) return buffer
  const shared = new SharedArrayBuffer(byteLength)
  new Uint8Array(shared).set(new Uint8Array(buffer, byteOffset, byteLength))
  return shared
}
