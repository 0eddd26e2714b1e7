import { setTimeout as sleep } from 'node:timers/promises'

/** A Blender that is started again, or whose add-on is, comes back sooner. Milliseconds. */
const UNUSED_MS = 60_000
/** How often it is looked in that time. */
const LOOKS = 60

/** Resolves when nothing has been in use for a minute, or when the signal is aborted. */
export async function untilUnused(isInUse: () => boolean, signal: AbortSignal, unusedMs = UNUSED_MS): Promise<void> {
  for (let since = performance.now(); !signal.aborted && performance.now() - since < unusedMs;) {
    await sleep(unusedMs / LOOKS, undefined, { signal }).catch(() => undefined)
    if (isInUse()) since = performance.now()
  }
}
