/**
 * Largest rounding error of a triangle's height, as a share of a coordinate: two bits more than the last bit of each
 * type, because the height is computed from three corners.
 */
const ROUNDING_OF_DOUBLE = 2 ** -51
const ROUNDING_OF_SINGLE = 2 ** -22
/** Ratio of height to length. A thinner triangle is a line in every format that prints six or seven digits. */
const NEEDLE = 2 ** -20

/**
 * Whether a triangle has no area: two corners are in one place, or all three lie on one line within the rounding of
 * the coordinates. Programs pad files with such triangles, and modifiers leave them behind.
 *
 * @param positions x y z by vertex
 * @param a, b, c   offsets of the corners
 */
export function isFlat(positions: Float32Array | Float64Array, a: number, b: number, c: number): boolean {
  const [ax, ay, az] = [positions[a], positions[a + 1], positions[a + 2]]
  const [bx, by, bz] = [positions[b], positions[b + 1], positions[b + 2]]
  const [cx, cy, cz] = [positions[c], positions[c + 1], positions[c + 2]]
  const [ux, uy, uz] = [bx - ax, by - ay, bz - az]
  const [vx, vy, vz] = [cx - ax, cy - ay, cz - az]
  const [wx, wy, wz] = [cx - bx, cy - by, cz - bz]
  const longest = Math.sqrt(
    Math.max(ux * ux + uy * uy + uz * uz, vx * vx + vy * vy + vz * vz, wx * wx + wy * wy + wz * wz),
  )
  if (!(longest > 0)) return true
  // Lengths are measured in the longest side, so that sizes of 1e-30 and 1e+30 stay in range when they are
  // multiplied.
  const per = 1 / longest
  const [px, py, pz, qx, qy, qz] = [ux * per, uy * per, uz * per, vx * per, vy * per, vz * per]
  const [x, y, z] = [py * qz - pz * qy, pz * qx - px * qz, px * qy - py * qx]
  const height = Math.sqrt(x * x + y * y + z * z)
  if (height <= NEEDLE) return true
  const far = Math.max(
    Math.abs(ax),
    Math.abs(ay),
    Math.abs(az),
    Math.abs(bx),
    Math.abs(by),
    Math.abs(bz),
    Math.abs(cx),
    Math.abs(cy),
    Math.abs(cz),
  )
  const rounding = positions instanceof Float32Array ? ROUNDING_OF_SINGLE : ROUNDING_OF_DOUBLE
  return height <= rounding * far * per
}
