import type { Mesh } from '../../server/mesh/mesh.js'
import { Random } from '../../shared/random.js'

/** Loose triangles anywhere in a cube from -1 to 1. */
export function randomTriangles(seed: number, count: number): Mesh {
  const random = new Random(seed)
  const positions = Float32Array.from({ length: 9 * count }, () => random.decimal(-1, 1))
  return { positions, triangles: Uint32Array.from({ length: 3 * count }, (_, i) => i) }
}
