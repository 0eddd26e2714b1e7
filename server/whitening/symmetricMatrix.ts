/** Symmetric matrices (D * D) of which the lower triangle is read and written. */

/** Adds weight * row rowᵀ to the lower triangle. */
export function addSquare(matrix: Float64Array, row: Float64Array, weight: number): void {
  const size = row.length
  for (let a = 0; a < size; a++) {
    const share = weight * row[a]
    for (let b = 0, at = a * size; b <= a; b++) matrix[at + b] += share * row[b]
  }
}

export function trace(matrix: Float64Array, size: number): number {
  let sum = 0
  for (let a = 0; a < size; a++) sum += matrix[a * size + a]
  return sum
}

/** Sum of the products of corresponding entries, which is the trace of the matrix product. */
export function innerProduct(a: Float64Array, b: Float64Array, size: number): number {
  let sum = 0
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) sum += 2 * a[i * size + j] * b[i * size + j]
    sum += a[i * size + i] * b[i * size + i]
  }
  return sum
}
