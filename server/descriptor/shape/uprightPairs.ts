import { levelAgreement, steepness } from './facing.js'
import { forEachPair, meanPairDistance } from './forEachPair.js'
import type { FacingFamily } from './shapeFamily.js'
import { SoftHistogram } from './softHistogram.js'

const PARTS = [
  { name: 'stories', length: 180, spread: { sharp: 4.67, soft: 6.25 }, weight: 1 },
  { name: 'plan', length: 240, spread: { sharp: 5.77, soft: 7.99 }, weight: 1 },
] as const

/** In mean distances of a pair. */
const LONGEST = 2

/**
 * Pairs of points seen by someone who knows where up is.
 * `stories`: difference of height × the steeper and the less steep of the two normals' vertical parts.
 * `plan`: distance on the ground plan × agreement of the horizontal parts of the normals × product of the vertical ones.
 */
export const uprightPairs: FacingFamily = {
  parts: PARTS,
  measure(sample, facing) {
    const { points } = sample
    const stories = new SoftHistogram({ bins: 6, to: LONGEST }, { bins: 6, to: 1 }, { bins: 5, to: 1 })
    const plan = new SoftHistogram({ bins: 8, to: LONGEST }, { bins: 6, to: 1 }, { bins: 5, to: 1 })
    const unit = 1 / meanPairDistance(sample)
    forEachPair(sample, (i, j) => {
      const x = points[i] - points[j]
      const y = points[i + 1] - points[j + 1]
      const first = steepness(facing, i)
      const second = steepness(facing, j)
      stories.add(Math.abs(points[i + 2] - points[j + 2]) * unit, Math.max(first, second), Math.min(first, second))
      plan.add(Math.sqrt(x * x + y * y) * unit, levelAgreement(facing, i, j), first * second)
    })
    return [stories.shares(), plan.shares()]
  },
}
