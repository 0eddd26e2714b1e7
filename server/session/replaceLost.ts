import type { ErrorCode } from '../../shared/errorTable.js'
import { toShapekinError, type ShapekinError } from '../../shared/errors.js'

/** Most Blenders for a piece of work. Work during which this many have ended may be the cause. */
export const MAX_BLENDERS = 3

/** Called with the reason why the last Blender is gone, and the number of Blenders used up. */
export type OnReplaced = (error: ShapekinError, blenders: number) => void

/**
 * Whether a new Blender could help. A process that was killed can be replaced at any time; one that hangs at its start
 * would only hang again.
 */
const isGone = (code: ErrorCode, hasBegun: boolean): boolean =>
  code === 'blender.died' || (hasBegun && code === 'session.blenderLost')

/**
 * Calls `work` again, with another Blender, where it failed because its Blender is gone.
 *
 * @param work    must call `begin` when it has its Blender
 * @param signal  when it is aborted, `work` is not called again
 * @throws        what `work` throws; after `MAX_BLENDERS` Blenders the last error
 */
export async function replaceLost<T>(
  work: (begin: () => void) => Promise<T>,
  signal: AbortSignal,
  onReplaced: OnReplaced,
): Promise<T> {
  for (let blenders = 1; ; blenders++) {
    let hasBegun = false
    try {
      return await work(() => (hasBegun = true))
    } catch (cause) {
      const error = toShapekinError(cause)
      if (signal.aborted || blenders === MAX_BLENDERS || !isGone(error.code, hasBegun)) throw cause
      onReplaced(error, blenders)
    }
  }
}
