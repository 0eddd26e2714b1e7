import type { OnProgress } from '../../shared/progress.js'
import type { BlenderRun } from '../session/blenderRun.js'
import { secondsLeft } from './secondsLeft.js'

/** Often enough to look alive, rare enough to cost nothing. Milliseconds. */
const INTERVAL_MS = 200

/**
 * Tells a Blender how far its work is: each stage as it begins, then now and then, and when it is complete.
 * @param now milliseconds
 */
export function progressToBlender(blender: Pick<BlenderRun, 'sendProgress'>, now: () => number): OnProgress {
  let current: string | undefined
  let began = 0
  let told = 0
  return ({ stage, done, total }) => {
    const time = now()
    const isNew = stage !== current
    // A clock that was set back meanwhile tells no distance: it is told then, too.
    if (!isNew && done < total && time >= told && time - told < INTERVAL_MS) return
    if (isNew) began = time
    current = stage
    told = time
    blender.sendProgress(stage, done, total, secondsLeft({ done, total }, time - began))
  }
}
