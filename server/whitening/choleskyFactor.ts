/**
 * The lower triangle L with L Lᵀ = the matrix (Golub and Van Loan, "Matrix Computations", 4.2.5).
 *
 * @param matrix (D * D) symmetric, positive definite; overwritten: L below and on the diagonal, rest untouched
 */
export function factorCholesky(matrix: Float64Array, size: number): void {
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]
      for (let k = 0; k < j; k++) sum -= matrix[i * size + k] * matrix[j * size + k]
      matrix[i * size + j] = i === j ? Math.sqrt(sum) : sum / matrix[j * size + j]
    }
}

/**
 * Solves L y = x in place. For the factor of a covariance, y is the whitened row: over rows with that covariance, its
 * numbers are uncorrelated and have variance 1.
 */
export function solveLower(factor: Float64Array, size: number, row: Float64Array): void {
  for (let i = 0; i < size; i++) {
    let sum = row[i]
    for (let k = 0; k < i; k++) sum -= factor[i * size + k] * row[k]
    row[i] = sum / factor[i * size + i]
  }
}

/** Solves Lᵀ y = x in place. */
export function solveLowerTransposed(factor: Float64Array, size: number, row: Float64Array): void {
  for (let i = size - 1; i >= 0; i--) {
    row[i] /= factor[i * size + i]
    for (let k = 0; k < i; k++) row[k] -= factor[i * size + k] * row[i]
  }
}

/** (D * D) the product Lᵀ L, lower triangle. */
export function factorSquare(factor: Float64Array, size: number): Float64Array {
  const square = new Float64Array(size * size)
  for (let k = 0; k < size; k++)
    for (let a = 0; a <= k; a++)
      for (let b = 0; b <= a; b++) square[a * size + b] += factor[k * size + a] * factor[k * size + b]
  return square
}
