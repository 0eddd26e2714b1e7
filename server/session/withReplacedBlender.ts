import type { BlenderRun } from './blenderRun.js'
import type { BlenderSource } from './borrowBlender.js'
import { replaceLost, type OnReplaced } from './replaceLost.js'
import { withBlender, type BlenderUse, type RunOutcome } from './withBlender.js'

/**
 * Like withBlender, but a Blender that we started is replaced when it ends, and `work` is called again with the next
 * one. A Blender that was given is not replaced.
 *
 * @throws as withBlender; after `MAX_BLENDERS` Blenders the last error
 */
export async function withReplacedBlender<T extends RunOutcome>(
  source: BlenderSource,
  use: BlenderUse,
  work: (blender: BlenderRun, signal: AbortSignal) => Promise<T>,
  onReplaced: OnReplaced,
): Promise<T> {
  if (use.given !== undefined) return withBlender(source, use, work)
  return replaceLost(
    (begin) =>
      withBlender(source, use, (blender, signal) => {
        begin()
        return work(blender, signal)
      }),
    use.signal,
    onReplaced,
  )
}
