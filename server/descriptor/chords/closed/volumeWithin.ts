export type Point = readonly [number, number, number]

/**
 * The volume that a part of a closed surface encloses.
 *
 * @param vertices  (3V)
 * @param triangles (3T), of which `part` holds the first corners
 * @returns six times the volume, negative where the triangles face inward; its center of mass
 */
export function volumeWithin(
  vertices: Float64Array,
  triangles: Uint32Array,
  part: Uint32Array,
): { volume: number; center: Point } {
  const start = 3 * triangles[part[0]]
  const origin: Point = [vertices[start], vertices[start + 1], vertices[start + 2]]
  let volume = 0
  let [x, y, z] = [0, 0, 0]
  for (const t of part) {
    const share = volumeSeen(vertices, triangles, t, origin)
    volume += share
    for (let corner = t; corner < t + 3; corner++) {
      const at = 3 * triangles[corner]
      x += share * (vertices[at] - origin[0])
      y += share * (vertices[at + 1] - origin[1])
      z += share * (vertices[at + 2] - origin[2])
    }
  }
  const per = 1 / (4 * volume)
  return { volume, center: [origin[0] + per * x, origin[1] + per * y, origin[2] + per * z] }
}

/** Six times the signed volume between a point and a triangle. */
export function volumeSeen(vertices: Float64Array, triangles: Uint32Array, t: number, [x, y, z]: Point): number {
  const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]]
  const [ax, ay, az] = [vertices[a] - x, vertices[a + 1] - y, vertices[a + 2] - z]
  const [bx, by, bz] = [vertices[b] - x, vertices[b + 1] - y, vertices[b + 2] - z]
  const [cx, cy, cz] = [vertices[c] - x, vertices[c + 1] - y, vertices[c + 2] - z]
  return ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)
}
