import type { ErrorCode } from '../../shared/errorTable.js'
import { toShapekinError, type ShapekinError } from '../../shared/errors.js'
import type { BlenderRun } from './blenderRun.js'
import type { BlenderSource } from './borrowBlender.js'
import { withBlender, type BlenderUse, type RunOutcome } from './withBlender.js'

/** Work that has ended so many Blenders may be what ends them. */
export const MAX_BLENDERS = 3

/** A process that was killed is started again at any moment; one that hangs from the start would only hang again. */
const isGone = (code: ErrorCode, hasBegun: boolean): boolean =>
  code === 'blender.died' || (hasBegun && code === 'session.blenderLost')

/**
 * As withBlender, but a Blender of ours that goes is replaced, and `work` called again with the next. One that somebody gave is not.
 *
 * @param onReplaced  told why the last one is gone, and how many were used up
 * @throws            as withBlender: after `MAX_BLENDERS` the reason of the last
 */
export async function withReplacedBlender<T extends RunOutcome>(
  source: BlenderSource,
  use: BlenderUse,
  work: (blender: BlenderRun, signal: AbortSignal) => Promise<T>,
  onReplaced: (error: ShapekinError, blenders: number) => void,
): Promise<T> {
  for (let blenders = 1; ; blenders++) {
    let hasBegun = false
    try {
      return await withBlender(source, use, (blender, signal) => {
        hasBegun = true
        return work(blender, signal)
      })
    } catch (cause) {
      const error = toShapekinError(cause)
      const isReplaced = use.given === undefined && blenders < MAX_BLENDERS && isGone(error.code, hasBegun)
      if (!isReplaced || use.signal.aborted) throw cause
      onReplaced(error, blenders)
    }
  }
}
