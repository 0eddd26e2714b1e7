import { angleOf, isMirrored, type Pose } from './pose.js'

/** In degrees, as a share, and as a share of the size. Smaller changes are rounding and are not named. */
const LEAST_ANGLE = 0.05
const LEAST_SCALING = 1e-4
const LEAST_MOVE = 1e-5

/**
 * Names what a pose does to a mesh of this size: `mirrored`, `turned 90.0°`, `scaled 2`, `moved`; empty where it does
 * nothing.
 */
export function wordsOfPose(pose: Pose, size: number): string[] {
  const words: string[] = []
  if (isMirrored(pose)) words.push('mirrored')
  if (angleOf(pose) > LEAST_ANGLE) words.push(`turned ${angleOf(pose).toFixed(1)}°`)
  if (Math.abs(pose.scale - 1) > LEAST_SCALING) words.push(`scaled ${Number(pose.scale.toPrecision(4))}`)
  if (words.length === 0 && Math.hypot(...pose.shift) > LEAST_MOVE * size) words.push('moved')
  return words
}
