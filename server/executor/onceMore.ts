/**
 * A thread or process ended before it answered, and not because of the work: the system was out of memory, or somebody
 * killed it.
 */
export class WorkerKilled extends Error {
  override readonly name = 'WorkerKilled'
}

/**
 * Does work again where its thread or process was killed: the same input gives the same result. Work that is killed a
 * second time may itself be the cause.
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

/** Turns the error of a pool into ours: piscina 5.3.2 has no type for a thread that ended, by itself or by a kill. */
export const toWorkerKilled = (cause: unknown): unknown =>
  cause instanceof Error && cause.message.startsWith('worker exited with code')
    ? new WorkerKilled(cause.message, { cause })
    : cause
