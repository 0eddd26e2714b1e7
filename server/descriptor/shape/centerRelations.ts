import { facingAlong } from './facing.js'
import type { FacingFamily } from './shapeFamily.js'
import { SoftHistogram } from './softHistogram.js'

/** In root-mean-square radii. */
const FARTHEST = 2

/** `center`: distance from the centroid × |cosine| between the ray from there and the normal. A ball is all 1, a star is not. */
export const centerRelations: FacingFamily = {
  parts: [{ name: 'center', length: 64, spread: { sharp: 4.88, soft: 4.51 }, weight: 0.5 }],
  measure({ count, points }, facing) {
    const center = new SoftHistogram({ bins: 8, to: FARTHEST }, { bins: 8, to: 1 })
    for (let i = 0; i < 3 * count; i += 3) {
      const [x, y, z] = [points[i], points[i + 1], points[i + 2]]
      const radius = Math.sqrt(x * x + y * y + z * z)
      center.add(radius, radius > 0 ? facingAlong(facing, i, x / radius, y / radius, z / radius) : 0)
    }
    return [center.shares()]
  },
}
