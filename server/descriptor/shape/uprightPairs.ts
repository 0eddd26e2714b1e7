import { forEachPair, meanPairDistance } from './forEachPair.js'
import type { ShapeFamily } from './shapeFamily.js'
import { SoftHistogram } from './softHistogram.js'

const PARTS = [
  { name: 'stories', length: 180, spread: 4.67, weight: 1 },
  { name: 'plan', length: 240, spread: 5.77, weight: 1 },
] as const

/** In mean distances of a pair. */
const LONGEST = 2

/**
 * Pairs of points seen by someone who knows where up is.
 * `stories`: difference of height × the steeper and the less steep of the two normals' vertical parts.
 * `plan`: distance on the ground plan × agreement of the horizontal parts of the normals × product of the vertical ones.
 */
export const uprightPairs: ShapeFamily = {
  parts: PARTS,
  measure(sample) {
    const { points, normals } = sample
    const stories = new SoftHistogram({ bins: 6, to: LONGEST }, { bins: 6, to: 1 }, { bins: 5, to: 1 })
    const plan = new SoftHistogram({ bins: 8, to: LONGEST }, { bins: 6, to: 1 }, { bins: 5, to: 1 })
    const unit = 1 / meanPairDistance(sample)
    forEachPair(sample, (i, j) => {
      const x = points[i] - points[j]
      const y = points[i + 1] - points[j + 1]
      const first = Math.abs(normals[i + 2])
      const second = Math.abs(normals[j + 2])
      const sideways = Math.abs(normals[i] * normals[j] + normals[i + 1] * normals[j + 1])
      stories.add(Math.abs(points[i + 2] - points[j + 2]) * unit, Math.max(first, second), Math.min(first, second))
      plan.add(Math.sqrt(x * x + y * y) * unit, sideways, first * second)
    })
    return [stories.shares(), plan.shares()]
  },
}
