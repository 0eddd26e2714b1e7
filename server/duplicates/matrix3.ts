// 3 x 3 matrices: (9) rows, one after another.

export const IDENTITY = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1)

export const transpose = (m: Float64Array): Float64Array =>
  Float64Array.of(m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8])

export function multiply(a: Float64Array, b: Float64Array): Float64Array {
  const product = new Float64Array(9)
  for (let row = 0; row < 9; row += 3)
    for (let column = 0; column < 3; column++)
      product[row + column] = a[row] * b[column] + a[row + 1] * b[column + 3] + a[row + 2] * b[column + 6]
  return product
}

export const determinant = (m: Float64Array): number =>
  m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6])
