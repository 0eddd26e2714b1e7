import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds. A Blender that is restarted, or whose add-on is, comes back sooner. */
const UNUSED_MS = 60_000
/** Number of looks in that time. */
const LOOKS = 60

/** Resolves when nothing has been used for `unusedMs`, a minute by default, or when the signal is aborted. */
export async function untilUnused(wasUsed: () => boolean, signal: AbortSignal, unusedMs = UNUSED_MS): Promise<void> {
  for (let since = performance.now(); !signal.aborted && performance.now() - since < unusedMs;) {
    await sleep(unusedMs / LOOKS, undefined, { signal }).catch(() => undefined)
    if (wasUsed()) since = performance.now()
  }
}
