import { EigenvalueDecomposition, Matrix } from 'ml-matrix'

/**
 * Number of directions that rows use: exp of the entropy of the shares of variance. 1 = a line, D = all alike.
 * 0 when all rows are equal.
 *
 * @see Roy, Vetterli, "The effective rank", EUSIPCO 2007
 */
export function effectiveRank(values: Float32Array, dimension: number): number {
  const count = values.length / dimension
  const means = new Float64Array(dimension)
  values.forEach((value, i) => (means[i % dimension] += value / count))
  const covariance = Matrix.zeros(dimension, dimension)
  for (let row = 0; row < count; row++)
    for (let i = 0; i < dimension; i++)
      for (let j = 0; j < dimension; j++) {
        const product = (values[row * dimension + i] - means[i]) * (values[row * dimension + j] - means[j])
        covariance.set(i, j, covariance.get(i, j) + product)
      }
  const { realEigenvalues } = new EigenvalueDecomposition(covariance, { assumeSymmetric: true })
  const total = realEigenvalues.reduce((sum, value) => sum + Math.max(0, value), 0)
  if (total < 1e-12 * count) return 0
  return Math.exp(
    realEigenvalues.reduce((sum, value) => {
      const share = Math.max(0, value) / total
      return share > 0 ? sum - share * Math.log(share) : sum
    }, 0),
  )
}
