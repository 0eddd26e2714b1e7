import { steepness } from './facing.js'
import type { FacingFamily } from './shapeFamily.js'
import { SoftHistogram } from './softHistogram.js'

/** In root-mean-square radii of the surface. */
const WIDEST = 2

/** `heights`: height over the ground, 0..1 × distance from the vertical axis × steepness (0 wall, 1 floor or ceiling). */
export const uprightPoints: FacingFamily = {
  parts: [{ name: 'heights', length: 192, spread: { sharp: 7.62, soft: 8.85 }, weight: 1 }],
  measure({ count, points, low, high }, facing) {
    const heights = new SoftHistogram({ bins: 8, to: 1 }, { bins: 6, to: WIDEST }, { bins: 4, to: 1 })
    const ground = low[2]
    const perHeight = high[2] > ground ? 1 / (high[2] - ground) : 0
    for (let i = 0; i < 3 * count; i += 3) {
      const radius = Math.sqrt(points[i] * points[i] + points[i + 1] * points[i + 1])
      heights.add((points[i + 2] - ground) * perHeight, radius, steepness(facing, i))
    }
    return [heights.shares()]
  },
}
