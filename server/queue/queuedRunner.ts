import { isOfNoShape, ShapekinError } from '../../shared/errors.js'
import { resultOf, type Answer } from '../executor/answer.js'
import type { WorkRunner } from '../executor/workRunner.js'
import { readAnswer } from './answerBlob.js'
import { CHUNK_SHAPES, meshBlob, resultBlob, taskOf, type Chunk, type Task } from './chunk.js'
import { parseFailure } from './chunkFailure.js'
import type { ChunkOutcome } from './chunkQueue.js'
import { packBlob } from './packBlob.js'
import { roleOf, WORK_VERSIONS, type QueuedWork, type Role } from './queuedWork.js'
import type { BlobStore } from './store/blobStore.js'

/** Most chunks under way: two for each of sixteen workers. The caller holds their meshes in memory. */
const CHUNKS_UNDER_WAY = 32

/** Milliseconds without a new mesh after which a chunk is given to workers although it is not full. */
const FILL_MS = 20

/** How often a result that is missing or damaged is made again; others may clean up the same store. */
const MOST_TRIES = 3

interface Wish<Options> {
  readonly task: Task
  readonly blob: Uint8Array
  readonly options: Options & object
  readonly signal: AbortSignal
  readonly resolve: () => void
  readonly reject: (cause: unknown) => void
}

export interface QueueDoors {
  readonly store: BlobStore
  /** Gives a chunk to the workers of a role; see ChunkQueue.submit. */
  readonly submit: (role: Role, chunk: Chunk, signal: AbortSignal) => Promise<ChunkOutcome>
}

/**
 * Lets workers do one kind of work. Meshes or recipes, and results, go through the store; their names go through
 * Redis, several at a time. Results are the same as without a queue, bit for bit. An input that ends its workers again
 * and again is refused.
 */
export class QueuedRunner<Input, Options extends object, Result> implements WorkRunner<Input, Options, Result> {
  readonly workers = CHUNK_SHAPES * CHUNKS_UNDER_WAY
  private readonly filling = new Map<string, Wish<Options>[]>()
  private readonly ending = new AbortController()

  constructor(
    private readonly work: QueuedWork<Input, Options, Result>,
    private readonly doors: QueueDoors,
  ) {}

  /** @throws ShapekinError as the work, or `descriptor.setAside`, `cancelled`, `queue.*`, `output.*` */
  async run(input: Input, given: Options, signal?: AbortSignal): Promise<Result> {
    const { store } = this.doors
    const options = this.work.options.parse(given)
    const blob = packBlob(input)
    const task = taskOf(this.work.name, options, blob)
    // A signal of its own each time, so that its listeners are released with it.
    const inner = AbortSignal.any(signal ? [signal, this.ending.signal] : [this.ending.signal])
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      if (inner.aborted) throw new ShapekinError('cancelled')
      await this.wish({ task, blob, options, signal: inner })
      const answer = await readAnswer(store, task, this.work.result)
      if (answer) return await this.take(task, answer)
    }
    throw new ShapekinError('queue.storeFailed', { store: store.name, reason: 'what was put into it was not there' })
  }

  /** Rejects what is under way as `cancelled`. */
  close(): Promise<void> {
    this.ending.abort()
    return Promise.resolve()
  }

  private async take(task: Task, answer: Answer<Result>): Promise<Result> {
    const { store } = this.doors
    await store.remove(meshBlob(task))
    if (!this.work.isKept) await store.remove(resultBlob(task))
    return resultOf(answer)
  }

  /** Resolves when workers are done with a mesh. */
  private wish(wish: Omit<Wish<Options>, 'resolve' | 'reject'>): Promise<void> {
    return new Promise((resolve, reject) => {
      const kind = JSON.stringify(wish.options)
      const chunk = this.filling.get(kind) ?? []
      this.filling.set(kind, chunk)
      chunk.push({ ...wish, resolve, reject })
      wish.signal.addEventListener('abort', () => reject(new ShapekinError('cancelled')), { once: true })
      const size = chunk.length
      const give = () => {
        this.filling.delete(kind)
        void this.settle(chunk)
      }
      if (size === CHUNK_SHAPES) give()
      else setTimeout(() => this.filling.get(kind) === chunk && chunk.length === size && give(), FILL_MS)
    })
  }

  private async settle(wishes: readonly Wish<Options>[]): Promise<void> {
    try {
      const isAnswered = await Promise.all(wishes.map((wish) => this.prepare(wish)))
      if (isAnswered.every(Boolean)) return wishes.forEach(({ resolve }) => resolve())
      const outcome = await this.submit(wishes)
      if (outcome.type === 'done') for (const { resolve } of wishes) resolve()
      else await this.settleFailure(wishes, outcome.reason)
    } catch (cause) {
      for (const { reject } of wishes) reject(cause)
    }
  }

  /**
   * Puts the blob of a mesh into the store.
   * @returns whether there is an answer already, from somebody who asked the same or from an earlier call that was
   *   ended
   */
  private async prepare({ task, blob }: Wish<Options>): Promise<boolean> {
    const { store } = this.doors
    const answer = await readAnswer(store, task, this.work.result)
    if (answer === undefined) await store.put(meshBlob(task), blob)
    return answer !== undefined
  }

  private async submit(wishes: readonly Wish<Options>[]): Promise<ChunkOutcome> {
    const [{ options }] = wishes
    const chunk: Chunk = {
      versions: WORK_VERSIONS,
      work: this.work.name,
      options,
      tasks: wishes.map(({ task }) => task),
    }
    return this.doors.submit(roleOf(this.work.name, options), chunk, allOf(wishes.map(({ signal }) => signal)))
  }

  /** One mesh of a chunk may be what ended its workers, so each is then tried alone. */
  private async settleFailure(wishes: readonly Wish<Options>[], reason: string): Promise<void> {
    const failure = parseFailure(reason)
    if (failure && isOfNoShape(failure.code)) throw failure
    if (wishes.length > 1) await Promise.all(wishes.map((wish) => this.settle([wish])))
    else throw failure ?? new ShapekinError('descriptor.setAside', { reason })
  }
}

/** A signal that is aborted when all of these are. */
function allOf(signals: readonly AbortSignal[]): AbortSignal {
  const all = new AbortController()
  let left = signals.length
  const oneLess = () => --left === 0 && all.abort()
  for (const signal of signals)
    if (signal.aborted) oneLess()
    else signal.addEventListener('abort', oneLess, { once: true })
  return all.signal
}
