/**
 * Writes the rotation into the coordinates of view i, with rows u, v, -P_i; the last points from P_i to the center.
 * Duff et al., "Building an orthonormal basis, revisited", JCGT 6(1), 2017.
 *
 * @param points (3 * count) x y z, as sphereLattice
 * @param frame  (9) receives the rotation
 */
export function writeViewFrame(points: Float64Array, i: number, frame: Float64Array): void {
  const [x, y, z] = points.subarray(3 * i, 3 * i + 3)
  const sign = z < 0 ? -1 : 1
  const a = -1 / (sign + z)
  const b = x * y * a
  frame.set([1 + sign * x * x * a, sign * b, -sign * x, b, sign + y * y * a, -y, -x, -y, -z])
}
