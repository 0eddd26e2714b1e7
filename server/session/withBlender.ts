import { randomUUID } from 'node:crypto'
import { ShapekinError, toShapekinError } from '../../shared/errors.js'
import type { BlenderLink } from './blenderLink.js'
import { BlenderRun } from './blenderRun.js'
import type { Blenders, Lease } from './blenders.js'

/** A started Blender takes 1 s warm; a cold disk on a busy machine has taken 20. Milliseconds. */
const BLENDER_START_MS = 90_000

/** A process of ours; main.ts starts it. */
export interface StartedBlender {
  /** Resolves when it ended in good order, rejects with the reason when not. */
  readonly ended: Promise<void>
  /** @param graceMs after which it is killed if it has not ended by itself */
  stop(graceMs?: number): Promise<void>
}

/** Where Blenders come from. */
export interface BlenderSource {
  readonly blenders: Blenders
  /** Starts one that says hello with this client id, and opens this file. @throws ShapekinError `blender.notFound` and its kin */
  start(clientId: string, file?: string): Promise<StartedBlender>
}

/** What Blender is told of work that was done. */
export interface RunOutcome {
  readonly summary: string
  readonly files: string[]
  readonly notes: string[]
}

export interface BlenderUse {
  /** 16 hex digits. */
  readonly runId: string
  readonly signal: AbortSignal
  /** The Blender that asked; without it a free one is taken, or one is started and stopped again. */
  readonly given?: BlenderLink | undefined
  /** A .blend to be open in it: one is started for this, whoever is free. */
  readonly file?: string | undefined
}

/**
 * Gives `work` a Blender of its own. Blender is told how it ended, and is given back whatever happens.
 *
 * @param work  given the Blender, and a signal that is also aborted when its process dies; Blender is told the outcome in
 *              what it gives
 * @throws      what `work` throws; `cancelled`; ShapekinError `session.blenderLost`, `blender.notFound` and its kin
 */
export async function withBlender<T extends RunOutcome>(
  source: BlenderSource,
  { runId, signal, given, file }: BlenderUse,
  work: (blender: BlenderRun, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const borrowed = given ? lend(source.blenders.lease(given)) : await borrow(source, signal, file)
  const blender = new BlenderRun(borrowed.lease.link, runId, signal)
  const lost = new AbortController()
  void borrowed.died?.then((error) => {
    blender.abandon(error)
    lost.abort(error)
  })
  try {
    signal.throwIfAborted()
    const result = await work(blender, AbortSignal.any([signal, lost.signal]))
    const { summary, files, notes } = result
    blender.end({ summary, files, notes })
    return result
  } catch (cause) {
    const error = signal.aborted
      ? new ShapekinError('cancelled', {}, { cause })
      : toShapekinError(lost.signal.aborted ? lost.signal.reason : cause)
    blender.end({ error })
    throw error
  } finally {
    borrowed.giveBack()
  }
}

interface Borrowed {
  readonly lease: Lease
  /** Why the process of a started one has ended. */
  readonly died?: Promise<Error>
  giveBack(): void
}

const lend = (lease: Lease): Borrowed => ({ lease, giveBack: () => lease.release() })

async function borrow(source: BlenderSource, signal: AbortSignal, file?: string): Promise<Borrowed> {
  const free = file === undefined ? source.blenders.leaseFree() : undefined
  if (free) return lend(free)
  const clientId = randomUUID()
  const process = await startedBefore(source.start(clientId, file), signal)
  const gaveUp = new AbortController()
  const died = process.ended.then(
    () => new ShapekinError('session.blenderLost', { reason: 'it ended by itself' }),
    (error: Error) => error,
  )
  void died.then((error) => gaveUp.abort(error))
  try {
    const lease = await source.blenders.leaseExpected(
      clientId,
      BLENDER_START_MS,
      AbortSignal.any([signal, gaveUp.signal]),
    )
    const giveBack = () => {
      lease.leave() // first of all: a run that begins now must not be given it
      void process.stop()
    }
    return { lease, died, giveBack }
  } catch (error) {
    await process.stop(0) // it has nothing yet that it could lose
    throw error
  }
}

/** A start may have to look for Blender first, for seconds; who has given up does not wait for it, and it is stopped when it comes. */
async function startedBefore(starting: Promise<StartedBlender>, signal: AbortSignal): Promise<StartedBlender> {
  const stopped = new AbortController()
  try {
    return await Promise.race([starting, rejectsOn(AbortSignal.any([signal, stopped.signal]))])
  } catch (error) {
    if (signal.aborted) void starting.then((process) => process.stop(0)).catch(() => undefined)
    throw error
  } finally {
    stopped.abort()
  }
}

const rejectsOn = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    const give = () => reject(signal.reason as Error)
    if (signal.aborted) give()
    else signal.addEventListener('abort', give, { once: true })
  })
