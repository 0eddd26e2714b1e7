/** A thread or process ended before it answered, by no doing of the work's: the system was out of memory, somebody killed it. */
export class WorkerKilled extends Error {
  override readonly name = 'WorkerKilled'
}

/**
 * Has work done again whose thread or process was killed: the same input gives the same result. Work that is killed a second
 * time may be what ends them.
 *
 * @throws as `attempt`
 */
export async function onceMore<Result>(attempt: () => Promise<Result>): Promise<Result> {
  try {
    return await attempt()
  } catch (cause) {
    if (!(cause instanceof WorkerKilled)) throw cause
    return attempt()
  }
}

/** What a pool rejects with, in our terms: it has no type for the end of a thread (piscina 5.3.2), which comes by itself or by a kill. */
export const toWorkerKilled = (cause: unknown): unknown =>
  cause instanceof Error && cause.message.startsWith('worker exited with code')
    ? new WorkerKilled(cause.message, { cause })
    : cause
