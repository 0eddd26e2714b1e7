import { randomUUID } from 'node:crypto'
import { ShapekinError } from '../../shared/errors.js'
import type { Blenders, Lease } from './blenders.js'

/** Milliseconds. A Blender takes 1 s to start; from a cold disk on a busy machine one has taken 20 s. */
const BLENDER_START_MS = 90_000

/** A Blender process that main.ts started. */
export interface StartedBlender {
  /** Resolves when it has ended normally, rejects with the reason otherwise. */
  readonly ended: Promise<void>
  /** Asks it to end. @param graceMs milliseconds after which it is killed if it has not ended */
  stop(graceMs?: number): Promise<void>
}

/** Where runs get their Blenders. */
export interface BlenderSource {
  readonly blenders: Blenders
  /**
   * Starts a Blender that connects with this client id and opens this file.
   * @throws ShapekinError `blender.notFound` and the other errors of starting one
   */
  start(clientId: string, file?: string): Promise<StartedBlender>
}

/** A Blender that nobody else uses. */
export interface BorrowedBlender {
  readonly lease: Lease
  /** Resolves with the reason when the process of a started Blender has ended. */
  readonly died?: Promise<Error>
  giveBack(): void
}

/** Lends a Blender that was asked for by name. */
export const lend = (lease: Lease): BorrowedBlender => ({ lease, giveBack: () => lease.release() })

/**
 * Lends a free Blender, or else starts one, which is stopped when it is given back.
 *
 * @param file  a .blend to open in it; a new Blender is always started for this
 * @throws      ShapekinError `cancelled`, `session.blenderLost`, `blender.notFound` and its kin
 */
export async function borrowBlender(
  source: BlenderSource,
  signal: AbortSignal,
  file?: string,
): Promise<BorrowedBlender> {
  signal.throwIfAborted()
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
      lease.leave() // comes first, so that a run which begins at this moment is not given it
      void process.stop()
    }
    return { lease, died, giveBack }
  } catch (error) {
    await process.stop(0) // killed at once, because it has nothing that could be lost
    throw error
  }
}

/**
 * Waits for a start that may have to look for Blender first, which takes seconds. A caller that gives up does not
 * wait; the Blender is stopped when it comes.
 */
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
