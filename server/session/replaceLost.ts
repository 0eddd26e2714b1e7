import type { ErrorCode } from '../../shared/errorTable.js'
import { toShapekinError, type ShapekinError } from '../../shared/errors.js'

/** Work that has ended so many Blenders may be what ends them. */
export const MAX_BLENDERS = 3

/** Told why the last Blender is gone, and how many were used up. */
export type OnReplaced = (error: ShapekinError, blenders: number) => void

/** A process that was killed is started again at any moment; one that hangs from the start would only hang again. */
const isGone = (code: ErrorCode, hasBegun: boolean): boolean =>
  code === 'blender.died' || (hasBegun && code === 'session.blenderLost')

/**
 * Calls `work` again, for another Blender, where it failed because its Blender is gone.
 *
 * @param work    calls `begin` when it has a Blender
 * @param signal  aborted: nothing is begun again
 * @throws        what `work` throws; after `MAX_BLENDERS` that of the last
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
