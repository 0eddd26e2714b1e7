import { setTimeout as sleep } from 'node:timers/promises'
import { Job, Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { ShapekinError } from '../../shared/errors.js'
import { chunkId, type Chunk } from './chunk.js'
import type { Role } from './queuedWork.js'

/** How it ended: `done`, its results are in the store; `setAside`, nobody tries it again, and why. */
export type ChunkOutcome = { readonly type: 'done' } | { readonly type: 'setAside'; readonly reason: string }

/** How often it is looked what has ended. Asking costs 0.1 ms a chunk; 32 are under way. Milliseconds. */
const LOOK_EVERY_MS = 100

/** Of a worker's failure that may pass (a network drive that lags, a full disk): after 0.5, 1, 2, 4 s it is tried again. */
export const ATTEMPTS = 5
const FIRST_PAUSE_MS = 500

/** What nobody has asked for in so long is taken out. Seconds. */
const KEPT_SECONDS = { done: 3600, setAside: 7 * 86_400 }

interface Waiting {
  readonly chunk: Chunk
  readonly end: (outcome: ChunkOutcome) => void
}

/** Name of a role's queue; its list of what waits is `bull:shapekin-describe:wait`. */
export const queueName = (role: Role): string => `shapekin-${role}`

/**
 * Gives chunks to the workers of a role and waits for them. A chunk that is there already is waited for, whoever asked; one that
 * Redis has lost is given again.
 */
export class ChunkQueue {
  private readonly queue: Queue<Chunk>
  private readonly waiting = new Map<string, Waiting>()
  private watching: Promise<void> | undefined

  constructor(redis: Redis, role: Role) {
    this.queue = new Queue<Chunk>(queueName(role), {
      connection: redis,
      defaultJobOptions: {
        attempts: ATTEMPTS,
        backoff: { type: 'exponential', delay: FIRST_PAUSE_MS },
        removeOnComplete: { age: KEPT_SECONDS.done },
        removeOnFail: { age: KEPT_SECONDS.setAside },
      },
    })
    this.queue.on('error', () => undefined) // the connection comes back by itself
  }

  /**
   * @param signal when it is aborted, a chunk that no worker has begun is taken back
   * @throws ShapekinError `cancelled`
   */
  async submit(chunk: Chunk, signal: AbortSignal): Promise<ChunkOutcome> {
    const id = chunkId(chunk)
    const before = await Job.fromId<Chunk>(this.queue, id)
    if (before?.finishedOn !== undefined) await before.remove() // set aside before, or its results are gone: tried again
    await this.add(chunk)
    return new Promise((resolve, reject) => {
      const takeBack = () => {
        this.waiting.delete(id)
        void this.queue.remove(id).catch(() => undefined) // one that is being worked on stays
        reject(new ShapekinError('cancelled'))
      }
      const end = (outcome: ChunkOutcome) => {
        signal.removeEventListener('abort', takeBack)
        this.waiting.delete(id)
        resolve(outcome)
      }
      this.waiting.set(id, { chunk, end })
      if (signal.aborted) takeBack()
      else signal.addEventListener('abort', takeBack, { once: true })
      this.watching ??= this.watch().finally(() => (this.watching = undefined))
    })
  }

  /** Whether a chunk is waited for. */
  get isBusy(): boolean {
    return this.waiting.size > 0
  }

  /** Workers that are connected now. */
  workers(): Promise<number> {
    return this.queue.getWorkersCount()
  }

  close(): Promise<void> {
    return this.queue.close()
  }

  /** An id that is there is not added again. */
  private add(chunk: Chunk): Promise<unknown> {
    return this.queue.add(chunk.work, chunk, { jobId: chunkId(chunk) })
  }

  private async watch(): Promise<void> {
    while (this.waiting.size > 0) {
      await sleep(LOOK_EVERY_MS)
      // A Redis that is just being started refuses; what is asked of one that is gone waits.
      await Promise.all([...this.waiting].map(([id, each]) => this.look(id, each).catch(() => undefined)))
    }
  }

  private async look(id: string, { chunk, end }: Waiting): Promise<void> {
    const job = await Job.fromId<Chunk>(this.queue, id)
    if (!this.waiting.has(id)) return
    if (job === undefined) return void (await this.add(chunk))
    if (job.finishedOn === undefined) return
    if (job.failedReason) return end({ type: 'setAside', reason: job.failedReason })
    end({ type: 'done' })
  }
}
