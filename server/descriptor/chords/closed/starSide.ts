/** A tetrahedron of less volume, times six, may have the other sign; coordinates are within the unit sphere. */
const LEAST_VOLUME = 1e-13

type Point = readonly [number, number, number]

/**
 * Whether a part of a closed surface is seen from its center of mass all around, each direction once: a ray from there
 * crosses it once, so it winds once around what lies before, and not at all around what lies behind.
 *
 * @param vertices  (3V)
 * @param triangles (3T), of which `part` holds the first corners
 * @returns 1 where the triangles face outward, -1 where they face inward, 0 where it is not star-shaped, or nearly not
 */
export function starSide(vertices: Float64Array, triangles: Uint32Array, part: Uint32Array): 1 | -1 | 0 {
  const start = 3 * triangles[part[0]]
  const origin: Point = [vertices[start], vertices[start + 1], vertices[start + 2]]
  let volume = 0
  const moment = [0, 0, 0]
  for (const t of part) {
    const share = volumeSeen(vertices, triangles, t, origin)
    volume += share
    for (let axis = 0; axis < 3; axis++) {
      let sum = -3 * origin[axis]
      for (let corner = t; corner < t + 3; corner++) sum += vertices[3 * triangles[corner] + axis]
      moment[axis] += share * sum
    }
  }
  if (Math.abs(volume) < LEAST_VOLUME) return 0
  const center = origin.map((value, axis) => value + moment[axis] / (4 * volume)) as unknown as Point
  const side = volume > 0 ? 1 : -1
  for (const t of part) if (side * volumeSeen(vertices, triangles, t, center) < LEAST_VOLUME) return 0
  let angle = 0
  for (const t of part) angle += solidAngle(vertices, triangles, t, center)
  // Once around is 4 pi; twice would be a surface that winds around itself.
  return Math.abs(side * angle - 4 * Math.PI) < 1 ? side : 0
}

/** Six times the signed volume between a point and a triangle. */
function volumeSeen(vertices: Float64Array, triangles: Uint32Array, t: number, [x, y, z]: Point): number {
  const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]]
  const [ax, ay, az] = [vertices[a] - x, vertices[a + 1] - y, vertices[a + 2] - z]
  const [bx, by, bz] = [vertices[b] - x, vertices[b + 1] - y, vertices[b + 2] - z]
  const [cx, cy, cz] = [vertices[c] - x, vertices[c + 1] - y, vertices[c + 2] - z]
  return ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)
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
