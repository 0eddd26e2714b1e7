import { ShapekinError, toShapekinError } from '../../shared/errors.js'
import type { BlenderLink } from './blenderLink.js'
import { BlenderRun } from './blenderRun.js'
import { borrowBlender, lend, type BlenderSource } from './borrowBlender.js'

/** What Blender is told about finished work. */
export interface RunOutcome {
  readonly summary: string
  readonly files: string[]
  readonly notes: string[]
}

export interface BlenderUse {
  /** 16 hexadecimal digits. */
  readonly runId: string
  readonly signal: AbortSignal
  /** The Blender that asked for the work. Without it a free one is used, or one is started and stopped again. */
  readonly given?: BlenderLink | undefined
  /** A .blend to open in it; a new Blender is always started for this. */
  readonly file?: string | undefined
}

/**
 * Gives `work` a Blender that nobody else uses. Afterwards Blender is told how it ended, and is given back whatever
 * happens.
 *
 * @param work  called with the Blender, and with a signal that is also aborted when its process dies; Blender is told
 *   the outcome that it returns
 * @throws      what `work` throws; `cancelled`; ShapekinError `session.blenderLost`, `blender.notFound` and its kin
 */
export async function withBlender<T extends RunOutcome>(
  source: BlenderSource,
  { runId, signal, given, file }: BlenderUse,
  work: (blender: BlenderRun, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const borrowed = given ? lend(source.blenders.lease(given)) : await borrowBlender(source, signal, file)
  const blender = new BlenderRun(borrowed.lease.link, runId, signal)
  const lost = new AbortController()
  void borrowed.died?.then((error) => {
    blender.abandon(error)
    lost.abort(error)
  })
  try {
    signal.throwIfAborted()
    const result = await work(blender, AbortSignal.any([signal, lost.signal]))
    const { summary, files, notes } = result
    blender.end({ summary, files, notes })
    return result
  } catch (cause) {
    const error = signal.aborted
      ? new ShapekinError('cancelled', {}, { cause })
      : toShapekinError(lost.signal.aborted ? lost.signal.reason : cause)
    blender.end({ error })
    throw error
  } finally {
    borrowed.giveBack()
  }
}
