const NAMES = [
  'xx',
  'xy',
  'xz',
  'yy',
  'yz',
  'zz',
  'xxx',
  'xxy',
  'xxz',
  'xyy',
  'xyz',
  'xzz',
  'yyy',
  'yyz',
  'yzz',
  'zzz',
] as const

/** Integrals over a surface of products of two and of three coordinates, by name. */
export type SurfaceMoments = Readonly<Record<(typeof NAMES)[number], number>>

/**
 * Shares of a triangle's area that count at its center, and at each of three points made of 3/5 of one corner and 1/5
 * of the others.
 */
const CENTER_SHARE = -27 / 48
const POINT_SHARE = 25 / 48

/**
 * Second and third moments of a surface around the origin, exact except for rounding, so that cutting its triangles
 * finer changes nothing.
 *
 * @param vertices  (3V)
 * @param triangles (3T)
 * @see   Strang and Fix, "An analysis of the finite element method", 1973: the rule of four points, exact for cubics
 */
export function surfaceMoments(vertices: Float64Array, triangles: Uint32Array): SurfaceMoments {
  const sums = new Float64Array(NAMES.length)
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]]
    const [ax, ay, az] = [vertices[a], vertices[a + 1], vertices[a + 2]]
    const [bx, by, bz] = [vertices[b], vertices[b + 1], vertices[b + 2]]
    const [cx, cy, cz] = [vertices[c], vertices[c + 1], vertices[c + 2]]
    const normalX = (by - ay) * (cz - az) - (bz - az) * (cy - ay)
    const normalY = (bz - az) * (cx - ax) - (bx - ax) * (cz - az)
    const normalZ = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    const area = Math.sqrt(normalX * normalX + normalY * normalY + normalZ * normalZ) / 2
    const [x, y, z] = [ax + bx + cx, ay + by + cy, az + bz + cz]
    addPoint(sums, x / 3, y / 3, z / 3, CENTER_SHARE * area)
    addPoint(sums, (x + 2 * ax) / 5, (y + 2 * ay) / 5, (z + 2 * az) / 5, POINT_SHARE * area)
    addPoint(sums, (x + 2 * bx) / 5, (y + 2 * by) / 5, (z + 2 * bz) / 5, POINT_SHARE * area)
    addPoint(sums, (x + 2 * cx) / 5, (y + 2 * cy) / 5, (z + 2 * cz) / 5, POINT_SHARE * area)
  }
  return Object.fromEntries(NAMES.map((name, k) => [name, sums[k]])) as SurfaceMoments
}

/** Adds the moments of a point, in the order of NAMES. */
function addPoint(sums: Float64Array, x: number, y: number, z: number, mass: number): void {
  const [xx, xy, xz, yy, yz, zz] = [x * x, x * y, x * z, y * y, y * z, z * z]
  sums[0] += mass * xx
  sums[1] += mass * xy
  sums[2] += mass * xz
  sums[3] += mass * yy
  sums[4] += mass * yz
  sums[5] += mass * zz
  sums[6] += mass * xx * x
  sums[7] += mass * xx * y
  sums[8] += mass * xx * z
  sums[9] += mass * yy * x
  sums[10] += mass * xy * z
  sums[11] += mass * zz * x
  sums[12] += mass * yy * y
  sums[13] += mass * yy * z
  sums[14] += mass * zz * y
  sums[15] += mass * zz * z
}
