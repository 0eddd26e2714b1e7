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

/** How long a worker may be silent before its chunks are another's. BullMQ's own half a minute would be waited for twice. Milliseconds. */
const LOCK_MS = 10_000
/** A chunk that has ended so many workers is what ends them; others end by chance, too, where machines come and go. */
const MOST_STALLS = 4

export interface WorkerOptions {
  readonly roles: readonly Role[]
  /** Threads. */
  readonly threads: number
  /** Of the role `generate`; it is closed by who made it. */
  readonly builder?: WorkRunner<Recipe, BuildOptions, Mesh> | undefined
  /** Default LOCK_MS, MOST_STALLS. */
  readonly patience?: { readonly lockMs: number; readonly mostStalls: number }
  /** Told of each chunk that is done, and of what went wrong with one. */
  readonly onChunk?: (shapes: number) => void
  readonly onFailure?: (failure: string) => void
}

export interface OpenWorker {
  /** Gives back what is not done, for others to do at once. */
  close(): Promise<void>
}

/**
 * Works on the chunks of these roles until it is closed. Each result is in the store before its chunk is told to be done, and
 * what is there already is not made again: a worker may be killed at any moment.
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
      // One chunk more than keeps the threads busy: the next is at hand when one is done.
      concurrency: Math.ceil(threads / CHUNK_SHAPES) + 1,
      lockDuration: lockMs,
      stalledInterval: lockMs / 2, // how often the others look whether one is silent
      maxStalledCount: mostStalls,
    })
    worker.on('error', () => undefined) // the connection comes back by itself
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

/** @throws UnrecoverableError for one of another version: trying again would not help */
function readChunk(data: unknown): Chunk {
  const chunk = Chunk.parse(data)
  const [found, own] = [nameVersions(chunk.versions), nameVersions(WORK_VERSIONS)]
  if (found === own) return chunk
  const error = new ShapekinError('queue.otherVersions', { address: 'this queue', found, own })
  throw new UnrecoverableError(printFailure(error))
}

/** By the name of their answer. */
type UnderWay = Map<string, Promise<void>>

interface TaskContext {
  readonly store: BlobStore
  readonly runner: WorkRunner<unknown, unknown, unknown>
  readonly signal: AbortSignal
  /** Whether the chunk is not tried again. */
  readonly isLast: boolean
  readonly underWay: UnderWay
}

/** Two chunks may hold the same task: whoever asks fills them as the meshes come. */
function workOnce(task: Task, chunk: Chunk, context: TaskContext): Promise<void> {
  const { underWay } = context
  const name = resultBlob(task)
  const known = underWay.get(name)
  if (known) return known
  const work = workOn(task, chunk, context).finally(() => underWay.delete(name))
  underWay.set(name, work)
  return work
}

/** Not of a mesh or recipe, but of what is to work on it: a Blender that has died, say. The chunk is tried again. */
const isOfWorker = (code: ErrorCode): boolean => isOfNoShape(code) || /^(blender|session)\./.test(code)

async function workOn(task: Task, { work, options }: Chunk, context: TaskContext): Promise<void> {
  const { store, runner, signal, isLast } = context
  if (await readAnswer(store, task, WORKS[work].result)) return
  const blob = await store.get(meshBlob(task))
  const input = blob && WORKS[work].input.safeParse(unpackBlob(blob))
  if (!input?.success) {
    // A network drive may lag. If somebody has tidied up, whoever asked finds no answer, and gives the mesh again.
    if (isLast) return
    throw new ShapekinError('queue.storeFailed', { store: store.name, reason: `there is no mesh ${task.mesh}` })
  }
  const made = await answer(() => runner.run(input.data, WORKS[work].options.parse(options), signal))
  signal.throwIfAborted()
  if (made.type === 'refused' && isOfWorker(made.code)) throw new ShapekinError(made.code, made.values)
  await writeAnswer(store, task, made)
}
