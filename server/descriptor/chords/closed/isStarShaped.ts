import { volumeSeen, type Point } from './volumeWithin.js'

/**
 * Smallest sure volume of a tetrahedron, times six. Rounding may change the sign of a smaller one; coordinates are
 * within the unit sphere.
 */
const LEAST_VOLUME = 1e-13

/**
 * Whether a part of a closed surface is star-shaped around a point within: every ray from there crosses it once. Its
 * winding number is then 1 before the crossing and 0 behind it.
 *
 * @param vertices  (3V)
 * @param triangles (3T), of which `part` holds the first corners; they face outward
 * @returns false where it is not star-shaped, or where rounding leaves that in doubt
 */
export function isStarShaped(
  vertices: Float64Array,
  triangles: Uint32Array,
  part: Uint32Array,
  center: Point,
): boolean {
  for (const t of part) if (volumeSeen(vertices, triangles, t, center) < LEAST_VOLUME) return false
  let angle = 0
  for (const t of part) angle += solidAngle(vertices, triangles, t, center)
  // The solid angle of one full turn is 4 pi; twice that would be a surface that winds around itself.
  return Math.abs(angle - 4 * Math.PI) < 1
}

/** Signed solid angle of a triangle. Van Oosterom and Strackee, IEEE Trans. Biomed. Eng. 30(2), 1983. */
function solidAngle(vertices: Float64Array, triangles: Uint32Array, t: number, point: Point): number {
  const [x, y, z] = point
  const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]]
  const [ax, ay, az] = [vertices[a] - x, vertices[a + 1] - y, vertices[a + 2] - z]
  const [bx, by, bz] = [vertices[b] - x, vertices[b + 1] - y, vertices[b + 2] - z]
  const [cx, cy, cz] = [vertices[c] - x, vertices[c + 1] - y, vertices[c + 2] - z]
  const la = Math.sqrt(ax * ax + ay * ay + az * az)
  const lb = Math.sqrt(bx * bx + by * by + bz * bz)
  const lc = Math.sqrt(cx * cx + cy * cy + cz * cz)
  const ab = ax * bx + ay * by + az * bz
  const bc = bx * cx + by * cy + bz * cz
  const ca = cx * ax + cy * ay + cz * az
  return 2 * Math.atan2(volumeSeen(vertices, triangles, t, point), la * lb * lc + ab * lc + bc * la + ca * lb)
}
