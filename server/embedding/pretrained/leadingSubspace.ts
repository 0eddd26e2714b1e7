import { Random } from '../../../shared/random.js'

/** More turn the subspace by less than a retrieval figure can show. */
const ITERATIONS = 8

/**
 * An orthonormal basis of the directions in which rows vary most, by subspace iteration. The basis is not turned to the
 * single principal components: whoever compares rows by angle does not see the difference.
 *
 * @param rows (N) of D numbers, mean 0
 * @param count directions, at most D
 * @returns (count) of D numbers; the same rows give the same bytes
 * @see Halko, Martinsson, Tropp, "Finding structure with randomness", SIAM Review 53, 2011
 */
export function leadingSubspace(rows: readonly Float64Array[], count: number): Float64Array[] {
  const size = rows[0].length
  const random = new Random(0)
  let basis = Array.from({ length: count }, () =>
    Float64Array.from({ length: size }, () => random.bits() / 2 ** 32 - 0.5),
  )
  orthonormalize(basis)
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const next = basis.map(() => new Float64Array(size))
    for (const row of rows)
      basis.forEach((direction, index) => {
        const along = dot(row, direction)
        const target = next[index]
        for (let k = 0; k < size; k++) target[k] += along * row[k]
      })
    basis = next
    orthonormalize(basis)
  }
  return basis
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k]
  return sum
}

/** Modified Gram and Schmidt, in place. */
function orthonormalize(basis: readonly Float64Array[]): void {
  basis.forEach((direction, index) => {
    for (const earlier of basis.slice(0, index)) {
      const along = dot(direction, earlier)
      for (let k = 0; k < direction.length; k++) direction[k] -= along * earlier[k]
    }
    const length = Math.sqrt(dot(direction, direction))
    for (let k = 0; k < direction.length; k++) direction[k] /= length
  })
}
