import type { DrawnSurface } from './drawnSurface.js'

/** The vertices relative to the surface's center of gravity; unchanged where the surface has no area. */
export function aroundCenter({ vertices, triangles, areas }: DrawnSurface): Float64Array {
  const sum = new Float64Array(3)
  let total = 0
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]]
    const area = areas[t / 3]
    total += area
    for (let k = 0; k < 3; k++) sum[k] += (area * (vertices[a + k] + vertices[b + k] + vertices[c + k])) / 3
  }
  return total > 0 ? vertices.map((value, i) => value - sum[i % 3] / total) : vertices
}
