import { agreement, facingAlong } from './facing.js'
import { forEachPair, meanPairDistance } from './forEachPair.js'
import type { FacingFamily } from './shapeFamily.js'
import { SoftHistogram } from './softHistogram.js'

const PARTS = [
  { name: 'surflets', length: 150, spread: { sharp: 5.61, soft: 5.06 }, weight: 1 },
  { name: 'slopes', length: 216, spread: { sharp: 5.65, soft: 5.44 }, weight: 1 },
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
export const surfletPairs: FacingFamily = {
  parts: PARTS,
  measure(sample, facing) {
    const { points } = sample
    const surflets = new SoftHistogram({ bins: 6, to: LONGEST }, { bins: 5, to: 1 }, { bins: 5, to: 1 })
    const slopes = new SoftHistogram({ bins: 6, to: 1 }, { bins: 6, to: 1 }, { bins: 6, to: 1 })
    const unit = 1 / meanPairDistance(sample)
    forEachPair(sample, (i, j) => {
      const x = points[i] - points[j]
      const y = points[i + 1] - points[j + 1]
      const z = points[i + 2] - points[j + 2]
      const distance = Math.sqrt(x * x + y * y + z * z)
      const across = distance > 0 ? 1 / distance : 0
      const first = facingAlong(facing, i, x * across, y * across, z * across)
      const second = facingAlong(facing, j, x * across, y * across, z * across)
      const between = agreement(facing, i, j)
      const steep = Math.max(first, second)
      surflets.add(distance * unit, between, steep)
      slopes.add(between, steep, Math.min(first, second))
    })
    return [surflets.shares(), slopes.shares()]
  },
}
