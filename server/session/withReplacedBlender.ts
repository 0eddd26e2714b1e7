import type { BlenderRun } from './blenderRun.js'
import type { BlenderSource } from './borrowBlender.js'
import { replaceLost, type OnReplaced } from './replaceLost.js'
import { withBlender, type BlenderUse, type RunOutcome } from './withBlender.js'

/**
 * As withBlender, but a Blender of ours that goes is replaced, and `work` called again with the next. One that somebody gave is not.
 *
 * @throws as withBlender: after `MAX_BLENDERS` the reason of the last
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
