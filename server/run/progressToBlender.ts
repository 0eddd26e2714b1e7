import type { OnProgress } from '../../shared/progress.js'
import type { BlenderRun } from '../session/blenderRun.js'
import { secondsLeft } from './secondsLeft.js'

/** Milliseconds between two messages: often enough to look alive, rare enough to cost nothing. */
const INTERVAL_MS = 200

/**
 * Reports progress to a Blender: when a stage begins, every INTERVAL_MS, and when the stage is complete.
 * @param now milliseconds
 */
export function progressToBlender(blender: Pick<BlenderRun, 'sendProgress'>, now: () => number): OnProgress {
  let current: string | undefined
  let began = 0
  let told = 0
  return ({ stage, done, total }) => {
    const time = now()
    const isNew = stage !== current
    // A clock that was set back meanwhile gives no interval, so the progress is reported then, too.
    if (!isNew && done < total && time >= told && time - told < INTERVAL_MS) return
    if (isNew) began = time
    current = stage
    told = time
    blender.sendProgress(stage, done, total, secondsLeft({ done, total }, time - began))
  }
}
