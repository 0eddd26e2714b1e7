import { angleOf, isMirrored, type Pose } from './pose.js'

/** In degrees, and as a share of the size. Smaller changes are rounding and are not named. */
const LEAST_ANGLE = 0.05
const LEAST_MOVE = 1e-5
/** Digits of a scale. One that would be written as 1 is rounding. */
const SCALE_DIGITS = 4

/**
 * Names what a pose does to a mesh of this size: `mirrored`, `turned 90.0°`, `scaled 2`, `moved`; empty where it does
 * nothing.
 */
export function wordsOfPose(pose: Pose, size: number): string[] {
  const words: string[] = []
  const scale = Number(pose.scale.toPrecision(SCALE_DIGITS))
  if (isMirrored(pose)) words.push('mirrored')
  if (angleOf(pose) > LEAST_ANGLE) words.push(`turned ${angleOf(pose).toFixed(1)}°`)
  if (scale !== 1) words.push(`scaled ${scale}`)
  if (words.length === 0 && Math.hypot(...pose.shift) > LEAST_MOVE * size) words.push('moved')
  return words
}
