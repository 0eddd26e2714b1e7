// 3 x 3 matrices: (9) rows, one after another.

export const IDENTITY = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1)

export const transpose = (m: Float64Array): Float64Array =>
  Float64Array.from(m, (_, i) => m[3 * (i % 3) + Math.floor(i / 3)])

export const multiply = (a: Float64Array, b: Float64Array): Float64Array =>
  Float64Array.from(a, (_, i) => {
    const [row, column] = [3 * Math.floor(i / 3), i % 3]
    return a[row] * b[column] + a[row + 1] * b[column + 3] + a[row + 2] * b[column + 6]
  })

export const determinant = (m: Float64Array): number =>
  m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6])
