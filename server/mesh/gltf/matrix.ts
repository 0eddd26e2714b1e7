/** 4x4 by columns, as in glTF; the last row is 0 0 0 1. */
export type Matrix = Float64Array

export const IDENTITY: Matrix = Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1)

/** The product a · b, which applies b first. */
export function multiply(a: Matrix, b: Matrix): Matrix {
  const product = new Float64Array(16)
  for (let column = 0; column < 16; column += 4)
    for (let row = 0; row < 4; row++) {
      let sum = 0
      for (let k = 0; k < 4; k++) sum += a[4 * k + row] * b[column + k]
      product[column + row] = sum
    }
  return product
}

/** The matrix that scales, then turns by a quaternion x y z w, then moves. The quaternion is normalized. */
export function compose(
  [tx, ty, tz]: ArrayLike<number> & Iterable<number>,
  rotation: ArrayLike<number>,
  [sx, sy, sz]: ArrayLike<number> & Iterable<number>,
): Matrix {
  const length = Math.hypot(rotation[0], rotation[1], rotation[2], rotation[3]) || 1
  const [x, y, z, w] = Array.from(rotation, (value) => value / length)
  return Float64Array.of(
    (1 - 2 * (y * y + z * z)) * sx,
    2 * (x * y + z * w) * sx,
    2 * (x * z - y * w) * sx,
    0,
    2 * (x * y - z * w) * sy,
    (1 - 2 * (x * x + z * z)) * sy,
    2 * (y * z + x * w) * sy,
    0,
    2 * (x * z + y * w) * sz,
    2 * (y * z - x * w) * sz,
    (1 - 2 * (x * x + y * y)) * sz,
    0,
    tx,
    ty,
    tz,
    1,
  )
}

/** Whether a matrix mirrors, which turns a mesh inside out. */
export function isMirroring(m: Matrix): boolean {
  const determinant =
    m[0] * (m[5] * m[10] - m[6] * m[9]) - m[4] * (m[1] * m[10] - m[2] * m[9]) + m[8] * (m[1] * m[6] - m[2] * m[5])
  return determinant < 0
}

/** Applies a matrix to points. */
export function transform(m: Matrix, points: Float64Array): Float64Array {
  const moved = new Float64Array(points.length)
  for (let i = 0; i < points.length; i += 3) {
    const [x, y, z] = [points[i], points[i + 1], points[i + 2]]
    moved[i] = m[0] * x + m[4] * y + m[8] * z + m[12]
    moved[i + 1] = m[1] * x + m[5] * y + m[9] * z + m[13]
    moved[i + 2] = m[2] * x + m[6] * y + m[10] * z + m[14]
  }
  return moved
}
