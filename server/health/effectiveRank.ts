import { EigenvalueDecomposition, Matrix } from 'ml-matrix'

/**
 * Number of directions that rows use: exp of the entropy of the shares of variance. 1 = a line, D = all directions
 * equally. 0 when all rows are equal.
 *
 * @see Roy, Vetterli, "The effective rank", EUSIPCO 2007
 */
export function effectiveRank(values: Float32Array, dimension: number): number {
  const count = values.length / dimension
  const means = new Float64Array(dimension)
  values.forEach((value, i) => (means[i % dimension] += value / count))
  const centered = new Matrix(count, dimension)
  values.forEach((value, i) => centered.set(Math.floor(i / dimension), i % dimension, value - means[i % dimension]))
  // Both products have the same variances, apart from zeros. The time grows with the third power of the size, so the
  // smaller one is taken.
  const products = count < dimension ? centered.mmul(centered.transpose()) : centered.transpose().mmul(centered)
  const { realEigenvalues } = new EigenvalueDecomposition(products, { assumeSymmetric: true })
  const total = realEigenvalues.reduce((sum, value) => sum + Math.max(0, value), 0)
  if (total < 1e-12 * count) return 0
  return Math.exp(
    realEigenvalues.reduce((sum, value) => {
      const share = Math.max(0, value) / total
      return share > 0 ? sum - share * Math.log(share) : sum
    }, 0),
  )
}
