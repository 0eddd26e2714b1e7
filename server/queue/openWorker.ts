import { UnrecoverableError, WaitingError, Worker, type Job } from 'bullmq'
import type { Redis } from 'ioredis'
import type { ErrorCode } from '../../shared/errorTable.js'
import { isOfNoShape, ShapekinError } from '../../shared/errors.js'
import type { Recipe } from '../../shared/schema/recipe.js'
import { answer } from '../executor/answer.js'
import type { WorkRunner } from '../executor/workRunner.js'
import type { Mesh } from '../mesh/mesh.js'
import { MeshPool } from '../mesh/meshPool.js'
import { readAnswer, writeAnswer } from './answerBlob.js'
import { Chunk, CHUNK_SHAPES, meshBlob, resultBlob, type Task } from './chunk.js'
import { printFailure } from './chunkFailure.js'
import { ATTEMPTS, queueName } from './chunkQueue.js'
import type { BuildOptions } from '../session/shapeBuilder.js'
import { unpackBlob } from './packBlob.js'
import { DESCRIBING, nameVersions, STUDYING, WORK_VERSIONS, WORKS, type Role, type WorkName } from './queuedWork.js'
import type { BlobStore } from './store/blobStore.js'

/**
 * Milliseconds that a worker may be silent before its chunks are given to others. BullMQ's own default of half a
 * minute would be waited for twice.
 */
const LOCK_MS = 10_000
/**
 * A chunk is set aside when more workers than this have ended while working on it. Fewer may be chance, where machines
 * come and go.
 */
const MOST_STALLS = 4

export interface WorkerOptions {
  readonly roles: readonly Role[]
  /** Number of threads. */
  readonly threads: number
  /** Builds shapes for the role `generate`; whoever made it closes it. */
  readonly builder?: WorkRunner<Recipe, BuildOptions, Mesh> | undefined
  /** Default LOCK_MS and MOST_STALLS. */
  readonly patience?: { readonly lockMs: number; readonly mostStalls: number }
  /** Called for each chunk that is done, with its number of shapes. */
  readonly onChunk?: (shapes: number) => void
  /** Called with what went wrong with a chunk. */
  readonly onFailure?: (failure: string) => void
}

export interface OpenWorker {
  /** Gives back the chunks that are not done, so that others can take them at once. */
  close(): Promise<void>
}

/**
 * Works on the chunks of these roles until it is closed. A result is in the store before its chunk is reported as
 * done, and a result that is in the store is not made again, so a worker may be killed at any moment.
 */
export function openWorker(redis: Redis, store: BlobStore, options: WorkerOptions): OpenWorker {
  const { roles, threads, builder, onChunk, onFailure = () => undefined } = options
  const { lockMs, mostStalls } = options.patience ?? { lockMs: LOCK_MS, mostStalls: MOST_STALLS }
  const pools = {
    describe: new MeshPool(DESCRIBING.module, { workers: threads }),
    study: new MeshPool(STUDYING.module, { workers: threads }),
  }
  const runners: Readonly<Record<WorkName, WorkRunner<unknown, unknown, unknown> | undefined>> = {
    generate: builder,
    ...pools,
  }
  const ending = new AbortController()
  const underWay: UnderWay = new Map()

  const work = async (job: Job<unknown>, token?: string): Promise<void> => {
    try {
      const chunk = readChunk(job.data)
      const isLast = job.attemptsMade + 1 >= ATTEMPTS
      const runner = runners[chunk.work]
      if (runner === undefined) throw new UnrecoverableError(`this worker does no ${chunk.work}`)
      const context = { store, runner, signal: ending.signal, isLast, underWay }
      await Promise.all(chunk.tasks.map((task) => workOnce(task, chunk, context)))
      onChunk?.(chunk.tasks.length)
    } catch (cause) {
      if (ending.signal.aborted) {
        await job.moveToWait(token)
        throw new WaitingError()
      }
      if (cause instanceof UnrecoverableError) throw cause
      throw new Error(printFailure(cause), { cause })
    }
  }

  const workers = roles.map((role) => {
    const worker = new Worker<unknown>(queueName(role), work, {
      connection: redis,
      // One chunk more than the threads need, so that the next one is ready when one is done.
      concurrency: Math.ceil(threads / CHUNK_SHAPES) + 1,
      lockDuration: lockMs,
      stalledInterval: lockMs / 2, // how often the others look for silent workers
      maxStalledCount: mostStalls,
    })
    worker.on('error', () => undefined) // the connection is made again by itself
    worker.on('failed', (_job, { message }) => onFailure(message))
    return worker
  })

  return {
    async close() {
      ending.abort()
      await Promise.all(workers.map((worker) => worker.close()))
      await Promise.all(Object.values(pools).map((pool) => pool.close()))
    },
  }
}

/** Parses a chunk. @throws UnrecoverableError for a chunk of another version, because trying again would not help */
function readChunk(data: unknown): Chunk {
  const chunk = Chunk.parse(data)
  const [found, own] = [nameVersions(chunk.versions), nameVersions(WORK_VERSIONS)]
  if (found === own) return chunk
  const error = new ShapekinError('queue.otherVersions', { address: 'this queue', found, own })
  throw new UnrecoverableError(printFailure(error))
}

/** Tasks that are under way, by the names of their answers. */
type UnderWay = Map<string, Promise<void>>

interface TaskContext {
  readonly store: BlobStore
  readonly runner: WorkRunner<unknown, unknown, unknown>
  readonly signal: AbortSignal
  /** Whether the chunk will not be tried again. */
  readonly isLast: boolean
  readonly underWay: UnderWay
}

/** Does a task once at a time: two chunks may hold the same one, because callers fill chunks as meshes come. */
function workOnce(task: Task, chunk: Chunk, context: TaskContext): Promise<void> {
  const { underWay } = context
  const name = resultBlob(task)
  const known = underWay.get(name)
  if (known) return known
  const work = workOn(task, chunk, context).finally(() => underWay.delete(name))
  underWay.set(name, work)
  return work
}

/**
 * Whether a failure comes from the worker, not from a mesh or recipe: its Blender has died, for example. The chunk is
 * then tried again.
 */
const isOfWorker = (code: ErrorCode): boolean => isOfNoShape(code) || /^(blender|session)\./.test(code)

async function workOn(task: Task, { work, options }: Chunk, context: TaskContext): Promise<void> {
  const { store, runner, signal, isLast } = context
  if (await readAnswer(store, task, WORKS[work].result)) return
  const blob = await store.get(meshBlob(task))
  const input = blob && WORKS[work].input.safeParse(unpackBlob(blob))
  if (!input?.success) {
    // The blob may still come, because a network drive may be slow. If somebody has cleaned the store, the caller
    // finds no answer and gives the mesh again.
    if (isLast) return
    throw new ShapekinError('queue.storeFailed', { store: store.name, reason: `there is no mesh ${task.mesh}` })
  }
  const made = await answer(() => runner.run(input.data, WORKS[work].options.parse(options), signal))
  signal.throwIfAborted()
  if (made.type === 'refused' && isOfWorker(made.code)) throw new ShapekinError(made.code, made.values)
  await writeAnswer(store, task, made)
}
