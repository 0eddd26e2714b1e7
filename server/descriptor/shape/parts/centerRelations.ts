import { facingAlong } from '../sample/facing.js'
import type { PartGroup } from './partGroup.js'
import { SoftHistogram } from './softHistogram.js'

/** Largest distance of the histogram, in root-mean-square radii. */
const FARTHEST = 2

/**
 * `center`: distance from the centroid × |cosine| between the normal and the line from the centroid to the point. All
 * cosines of a ball are 1, those of a star are not.
 */
export const centerRelations: PartGroup = {
  parts: [{ name: 'center', length: 64, spread: 4.49, weight: 0.5 }],
  measure({ sample: { count, points }, facing }) {
    const [radii, cosines] = [new Float64Array(count), new Float64Array(count)]
    for (let i = 0; i < count; i++) {
      const [x, y, z] = [points[3 * i], points[3 * i + 1], points[3 * i + 2]]
      const radius = Math.sqrt(x * x + y * y + z * z)
      radii[i] = radius
      cosines[i] = radius > 0 ? facingAlong(facing, i, x / radius, y / radius, z / radius) : 0
    }
    const center = new SoftHistogram({ bins: 8, to: FARTHEST }, { bins: 8, to: 1 })
    center.addAll(radii, cosines)
    return [center.shares()]
  },
}
