import { forEachPair, meanPairDistance } from './forEachPair.js'
import type { ShapeFamily } from './shapeFamily.js'
import { SoftHistogram } from './softHistogram.js'

const PARTS = [
  { name: 'surflets', length: 150, spread: 5.61, weight: 1 },
  { name: 'slopes', length: 216, spread: 5.65, weight: 1 },
] as const

/** In mean distances; 1 pair of 1,000 is longer. */
const LONGEST = 2.5

/**
 * How two points of a surface with their normals lie to each other. Three cosines without sign, so that turned-over
 * faces and mirror images change nothing: between the normals, and between each normal and the line through the points.
 * `surflets`: distance × normals × the larger of the two slopes. `slopes`: the three cosines.
 *
 * @see Wahl, Hillenbrand, Hirzinger, "Surflet-pair-relation histograms", 3DIM 2003
 */
export const surfletPairs: ShapeFamily = {
  parts: PARTS,
  measure(sample) {
    const { points, normals } = sample
    const surflets = new SoftHistogram({ bins: 6, to: LONGEST }, { bins: 5, to: 1 }, { bins: 5, to: 1 })
    const slopes = new SoftHistogram({ bins: 6, to: 1 }, { bins: 6, to: 1 }, { bins: 6, to: 1 })
    const unit = 1 / meanPairDistance(sample)
    forEachPair(sample, (i, j) => {
      const x = points[i] - points[j]
      const y = points[i + 1] - points[j + 1]
      const z = points[i + 2] - points[j + 2]
      const distance = Math.sqrt(x * x + y * y + z * z)
      const across = distance > 0 ? 1 / distance : 0
      const first = Math.abs(x * normals[i] + y * normals[i + 1] + z * normals[i + 2]) * across
      const second = Math.abs(x * normals[j] + y * normals[j + 1] + z * normals[j + 2]) * across
      const between = Math.abs(
        normals[i] * normals[j] + normals[i + 1] * normals[j + 1] + normals[i + 2] * normals[j + 2],
      )
      const steep = Math.max(first, second)
      surflets.add(distance * unit, between, steep)
      slopes.add(between, steep, Math.min(first, second))
    })
    return [surflets.shares(), slopes.shares()]
  },
}
