import { setTimeout as sleep } from 'node:timers/promises'
import { Job, Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { ShapekinError } from '../../shared/errors.js'
import { chunkId, type Chunk } from './chunk.js'
import type { Role } from './queuedWork.js'

/** How a chunk ended. `done`: its results are in the store. `setAside`: it is not tried again, for this reason. */
export type ChunkOutcome = { readonly type: 'done' } | { readonly type: 'setAside'; readonly reason: string }

/**
 * Milliseconds between two looks for chunks that have ended. A look takes two requests, however many chunks are under
 * way.
 */
const LOOK_EVERY_MS = 100
/** After this many looks, Redis is also asked whether it still knows the chunks that have not ended. */
const LOOKS_UNTIL_LOST = 20

/**
 * How often a chunk is tried after failures that may pass, such as a slow network drive or a full disk; the pauses are
 * 0.5, 1, 2 and 4 s.
 */
export const ATTEMPTS = 5
const FIRST_PAUSE_MS = 500

/** Seconds after which a chunk that nobody asked for is removed. */
const KEPT_SECONDS = { done: 3600, setAside: 7 * 86_400 }

interface Waiting {
  readonly chunk: Chunk
  /** Equal meshes make equal chunks, so several callers may wait for the same one. */
  readonly ends: Set<(outcome: ChunkOutcome) => void>
}

/** Name of a role's queue in Redis; its list of waiting chunks is `bull:shapekin-describe:wait`, for example. */
export const queueName = (role: Role): string => `shapekin-${role}`

/**
 * Gives chunks to the workers of a role and waits for the results. A chunk that is queued already is waited for,
 * whoever queued it; one that Redis has lost is queued again.
 */
export class ChunkQueue {
  private readonly queue: Queue<Chunk>
  private readonly waiting = new Map<string, Waiting>()
  private isWatching = false

  constructor(
    private readonly redis: Redis,
    role: Role,
  ) {
    this.queue = new Queue<Chunk>(queueName(role), {
      connection: redis,
      defaultJobOptions: {
        attempts: ATTEMPTS,
        backoff: { type: 'exponential', delay: FIRST_PAUSE_MS },
        removeOnComplete: { age: KEPT_SECONDS.done },
        removeOnFail: { age: KEPT_SECONDS.setAside },
      },
    })
    this.queue.on('error', () => undefined) // the connection is made again by itself
  }

  /**
   * Queues a chunk and waits for its end.
   *
   * @param signal when it is aborted, a chunk that no worker has begun is taken back
   * @throws ShapekinError `cancelled`
   */
  async submit(chunk: Chunk, signal: AbortSignal): Promise<ChunkOutcome> {
    const id = chunkId(chunk)
    const before = await Job.fromId<Chunk>(this.queue, id)
    if (before?.finishedOn !== undefined) await before.remove() // it was set aside, or its results are gone: try again
    await this.add(chunk)
    return new Promise((resolve, reject) => {
      const waiting = this.waiting.get(id) ?? { chunk, ends: new Set() }
      this.waiting.set(id, waiting)
      const takeBack = () => {
        waiting.ends.delete(end)
        reject(new ShapekinError('cancelled'))
        if (waiting.ends.size > 0 || this.waiting.get(id) !== waiting) return
        this.waiting.delete(id)
        void this.queue.remove(id).catch(() => undefined) // a chunk that a worker has begun stays
      }
      const end = (outcome: ChunkOutcome) => {
        signal.removeEventListener('abort', takeBack)
        resolve(outcome)
      }
      waiting.ends.add(end)
      if (signal.aborted) takeBack()
      else signal.addEventListener('abort', takeBack, { once: true })
      void this.watch()
    })
  }

  /** Whether any chunk is waited for. */
  get isBusy(): boolean {
    return this.waiting.size > 0
  }

  /** Number of workers that are connected now. */
  workers(): Promise<number> {
    return this.queue.getWorkersCount()
  }

  close(): Promise<void> {
    return this.queue.close()
  }

  /** A chunk whose id is queued already is not added again. */
  private add(chunk: Chunk): Promise<unknown> {
    return this.queue.add(chunk.work, chunk, { jobId: chunkId(chunk) })
  }

  private async watch(): Promise<void> {
    if (this.isWatching) return
    this.isWatching = true
    for (let looks = 1; this.waiting.size > 0; looks++) {
      await sleep(LOOK_EVERY_MS)
      // A Redis that is just starting refuses requests; requests to one that is gone wait.
      await this.look(looks % LOOKS_UNTIL_LOST === 0).catch(() => undefined)
    }
    this.isWatching = false
  }

  private async look(isAboutLost: boolean): Promise<void> {
    const ids = [...this.waiting.keys()]
    const [done, setAside] = await Promise.all([this.areIn('completed', ids), this.areIn('failed', ids)])
    for (const id of ids.filter((_, i) => done[i])) this.end(id, { type: 'done' })
    for (const id of ids.filter((_, i) => setAside[i])) {
      const job = await Job.fromId<Chunk>(this.queue, id)
      if (job?.failedReason) this.end(id, { type: 'setAside', reason: job.failedReason })
    }
    const left = ids.filter((_, i) => !done[i] && !setAside[i])
    if (isAboutLost) await Promise.all(left.map((id) => this.giveIfLost(id)))
  }

  private end(id: string, outcome: ChunkOutcome): void {
    const waiting = this.waiting.get(id)
    this.waiting.delete(id)
    for (const end of waiting?.ends ?? []) end(outcome)
  }

  /** For each job, whether it is in the list of those that ended this way. */
  private async areIn(list: 'completed' | 'failed', ids: readonly string[]): Promise<boolean[]> {
    const scores = await this.redis.zmscore(this.queue.toKey(list), ...ids)
    return scores.map((score) => score !== null)
  }

  private async giveIfLost(id: string): Promise<void> {
    const isKnown = (await this.redis.exists(this.queue.toKey(id))) > 0
    const waiting = this.waiting.get(id)
    if (!isKnown && waiting) await this.add(waiting.chunk)
  }
}
