import type { NormalizedMesh } from '../../server/descriptor/chords/normalizeMesh.js'

export type Vector = readonly [number, number, number]
export const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
export const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
/** Row k of (3N) coordinates. */
export const vectorAt = (values: Float64Array, k: number): Vector => [
  values[3 * k],
  values[3 * k + 1],
  values[3 * k + 2],
]

/** Ways to all hits along a chord, in its own length, each triangle by Möller and Trumbore's test in double precision. */
export function hitsOf({ vertices, triangles }: NormalizedMesh, from: Vector, to: Vector): number[] {
  const direction = minus(to, from)
  const hits: number[] = []
  for (let t = 0; t < triangles.length; t += 3) {
    const a = vectorAt(vertices, triangles[t])
    const ab = minus(vectorAt(vertices, triangles[t + 1]), a)
    const ac = minus(vectorAt(vertices, triangles[t + 2]), a)
    const p = cross(direction, ac)
    const q = cross(minus(from, a), ab)
    const determinant = dot(ab, p)
    const [u, v] = [dot(minus(from, a), p) / determinant, dot(direction, q) / determinant]
    if (u >= 0 && v >= 0 && u + v <= 1) hits.push(dot(ac, q) / determinant)
  }
  return hits
}
