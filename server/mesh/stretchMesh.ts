import { Random } from '../../shared/random.js'
import type { Mesh } from './mesh.js'

/** Largest change of length along an axis, as the logarithm of the factor: 0.74 to 1.35 times as long. */
const STRETCH = 0.3
/** Largest lean as a share of the height, and largest change of width from foot to top as a share of the width. */
const LEAN = 0.15
const TAPER = 0.2

/**
 * Makes a variant of a mesh that could be the same kind of thing: stretched along each axis, leaning, and narrower or
 * wider towards the top. The same seed gives the same variant.
 *
 * @param up coordinate along which it leans and narrows
 */
export function stretchMesh({ positions, triangles }: Mesh, up: 1 | 2, seed: number): Mesh {
  const random = new Random(seed)
  const within = (most: number) => (2 * random.uniform() - 1) * most
  const factors = [0, 1, 2].map(() => Math.exp(within(STRETCH)))
  const [lean, taper] = [within(LEAN), within(TAPER)]
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  positions.forEach((x, i) => {
    low[i % 3] = Math.min(low[i % 3], x)
    high[i % 3] = Math.max(high[i % 3], x)
  })
  const height = high[up] - low[up]
  const leaning = up === 1 ? 0 : 1
  const changed = positions.map((x, i) => {
    const axis = i % 3
    if (axis === up) return x * factors[axis]
    const above = positions[i - axis + up] - low[up]
    const width = 1 + (height > 0 ? taper * (above / height - 0.5) * 2 : 0)
    return (x - (low[axis] + high[axis]) / 2) * factors[axis] * width + (axis === leaning ? lean * above : 0)
  })
  return { positions: changed, triangles }
}
