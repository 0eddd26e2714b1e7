import { Random } from '../../shared/random.js'
import { innerProducts } from './innerProducts.js'

/** More iterations would turn the subspace by less than a retrieval figure can show. */
const ITERATIONS = 8
/**
 * When less than this share of a direction's length is left after the others are removed, it is mostly their rounding,
 * and they are removed once more.
 */
const MOSTLY_ROUNDING = 1e-8

/**
 * An orthonormal basis of the directions in which rows vary most, by subspace iteration. The basis vectors are not the
 * principal components themselves, but they span the same space, which is all that a comparison by angles depends on.
 *
 * @param rows (N) of D numbers, mean 0
 * @param count number of directions, at most D and, where there are fewer rows than D, at most N
 * @returns (count) of D numbers; the same rows give the same bytes
 * @see Halko, Martinsson, Tropp, "Finding structure with randomness", SIAM Review 53, 2011
 */
export function leadingSubspace(rows: readonly Float64Array[], count: number): Float64Array[] {
  const size = rows[0].length
  if (count === size) return unitAxes(size)
  // The N x N matrix has the same leading part as the D x D one, and the smaller one takes less time.
  const hasFewRows = rows.length < size
  const vectors = hasFewRows ? rows : transpose(rows)
  const gram = innerProducts(vectors, vectors)
  const random = new Random(0)
  let basis: Float64Array[] = Array.from({ length: count }, () =>
    Float64Array.from({ length: gram.length }, () => random.uniform() - 0.5),
  )
  orthonormalize(basis)
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    basis = innerProducts(basis, gram)
    orthonormalize(basis)
  }
  if (!hasFewRows) return basis
  const directions = basis.map((shares) => {
    const direction = new Float64Array(size)
    rows.forEach((row, i) => {
      const share = shares[i]
      for (let k = 0; k < size; k++) direction[k] += share * row[k]
    })
    return direction
  })
  orthonormalize(directions)
  return directions
}

const unitAxes = (size: number): Float64Array[] =>
  Array.from({ length: size }, (_, k) => {
    const axis = new Float64Array(size)
    axis[k] = 1
    return axis
  })

function transpose(rows: readonly Float64Array[]): Float64Array[] {
  return Array.from({ length: rows[0].length }, (_, k) => Float64Array.from(rows, (row) => row[k]))
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k]
  return sum
}

/**
 * Modified Gram-Schmidt, in place. It is done twice where the rows do not reach a direction, because once does not
 * give right angles there.
 *
 * @see Giraud, Langou, Rozloznik, "The loss of orthogonality in the Gram-Schmidt orthogonalization process", 2005
 */
function orthonormalize(basis: readonly Float64Array[]): void {
  basis.forEach((direction, index) => {
    const others = basis.slice(0, index)
    const before = lengthOf(direction)
    if (takeOut(direction, others) < MOSTLY_ROUNDING * before) takeOut(direction, others)
  })
}

/**
 * Removes from a direction its components along the others, and scales it to length 1.
 * @returns the length that was left
 */
function takeOut(direction: Float64Array, others: readonly Float64Array[]): number {
  for (const other of others) {
    const along = dot(direction, other)
    for (let k = 0; k < direction.length; k++) direction[k] -= along * other[k]
  }
  const length = lengthOf(direction)
  for (let k = 0; k < direction.length; k++) direction[k] /= length
  return length
}

const lengthOf = (direction: Float64Array): number => Math.sqrt(dot(direction, direction))
