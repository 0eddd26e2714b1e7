import { aroundVertical, WIDEST } from '../sample/aroundVertical.js'
import { steepness } from '../sample/facing.js'
import type { PartGroup } from './partGroup.js'
import { SoftHistogram } from './softHistogram.js'
import { MOST_OPEN, WIDEST_GAP } from '../sample/surroundings.js'

/**
 * Height over the ground, 0..1 × distance from the vertical axis × a property of the point: steepness for `heights` (0
 * wall, 1 floor or ceiling), openness for `open heights`, the square root of the thickness for `thick heights`.
 */
export const uprightPoints: PartGroup = {
  parts: [
    { name: 'heights', length: 192, spread: 8.73, weight: 1 },
    { name: 'open heights', length: 288, spread: 8.8, weight: 1 },
    { name: 'thick heights', length: 384, spread: 11.66, weight: 1 },
  ],
  measure({ sample, facing, surroundings: { openness, thickness } }) {
    const { heights, radii } = aroundVertical(sample)
    const cylinderBy = (values: Float64Array, bins: number, to: number) => {
      const histogram = new SoftHistogram({ bins: 8, to: 1 }, { bins: 6, to: WIDEST }, { bins, to })
      histogram.addAll(heights.subarray(0, values.length), radii.subarray(0, values.length), values)
      return histogram.shares()
    }
    return [
      cylinderBy(steepness(facing), 4, 1),
      cylinderBy(openness, 6, MOST_OPEN),
      cylinderBy(thickness.map(Math.sqrt), 8, Math.sqrt(WIDEST_GAP)),
    ]
  },
}
