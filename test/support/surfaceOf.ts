import { isFlat } from '../../server/mesh/isFlat.js'
import type { Mesh } from '../../server/mesh/mesh.js'

/** Triangles and area of a mesh, flat triangles counted too. */
export function surfaceOf({ positions, triangles }: Mesh): { triangles: number; area: number; flat: number } {
  let [area, flat] = [0, 0]
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]]
    const u = [0, 1, 2].map((k) => positions[b + k] - positions[a + k])
    const v = [0, 1, 2].map((k) => positions[c + k] - positions[a + k])
    area += Math.hypot(u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]) / 2
    if (isFlat(positions, a, b, c)) flat++
  }
  return { triangles: triangles.length / 3, area, flat }
}

/** The volume inside a closed mesh; negative where it is inside out. */
export function volumeOf({ positions: p, triangles }: Mesh): number {
  let volume = 0
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]]
    volume +=
      p[a] * (p[b + 1] * p[c + 2] - p[b + 2] * p[c + 1]) +
      p[a + 1] * (p[b + 2] * p[c] - p[b] * p[c + 2]) +
      p[a + 2] * (p[b] * p[c + 1] - p[b + 1] * p[c])
  }
  return volume / 6
}

/** The least and the largest coordinate of each axis. */
export function boxOf({ positions, triangles }: Mesh): number[] {
  const box = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity]
  for (const vertex of triangles)
    for (let k = 0; k < 3; k++) {
      box[k] = Math.min(box[k], positions[3 * vertex + k])
      box[3 + k] = Math.max(box[3 + k], positions[3 * vertex + k])
    }
  return box
}
