import { randomUUID } from 'node:crypto'
import { ShapekinError } from '../../shared/errors.js'
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

/** A Blender that nobody else has. */
export interface BorrowedBlender {
  readonly lease: Lease
  /** Why the process of a started one has ended. */
  readonly died?: Promise<Error>
  giveBack(): void
}

/** One that was asked for by name. */
export const lend = (lease: Lease): BorrowedBlender => ({ lease, giveBack: () => lease.release() })

/**
 * A free Blender, else one that is started, and stopped when it is given back.
 *
 * @param file  a .blend to be open in it: one is started for this, whoever is free
 * @throws      ShapekinError `cancelled`, `session.blenderLost`, `blender.notFound` and its kin
 */
export async function borrowBlender(
  source: BlenderSource,
  signal: AbortSignal,
  file?: string,
): Promise<BorrowedBlender> {
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
