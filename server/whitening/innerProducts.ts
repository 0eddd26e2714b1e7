/** Vectors that are multiplied at once, so that each number of the other side is loaded once for all of them. */
const TILE = 4

/**
 * All inner products of two lists of vectors of one length.
 *
 * @returns (a.length) rows of b.length numbers
 */
export function innerProducts(a: readonly Float64Array[], b: readonly Float64Array[]): Float64Array[] {
  const products = a.map(() => new Float64Array(b.length))
  for (let j = 0; j < b.length; j += TILE) {
    // Past the end, the last vector is multiplied again.
    const at = [0, 1, 2, 3].map((step) => Math.min(j + step, b.length - 1))
    const [b0, b1, b2, b3] = at.map((index) => b[index])
    for (let i = 0; i < a.length; i++) {
      const vector = a[i]
      let [s0, s1, s2, s3] = [0, 0, 0, 0]
      for (let k = 0; k < vector.length; k++) {
        const x = vector[k]
        s0 += x * b0[k]
        s1 += x * b1[k]
        s2 += x * b2[k]
        s3 += x * b3[k]
      }
      const row = products[i]
      row[at[0]] = s0
      row[at[1]] = s1
      row[at[2]] = s2
      row[at[3]] = s3
    }
  }
  return products
}
