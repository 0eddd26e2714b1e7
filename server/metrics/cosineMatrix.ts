/**
 * Cosines of all pairs of rows.
 *
 * @param rows  (count * dimension) of length 1
 * @returns     (count * count)
 */
export function cosineMatrix(rows: Float32Array, dimension: number): Float32Array {
  const count = rows.length / dimension
  const cosines = new Float32Array(count * count)
  for (let i = 0; i < count; i++)
    for (let j = 0; j <= i; j++) {
      let dot = 0
      for (let d = 0; d < dimension; d++) dot += rows[i * dimension + d] * rows[j * dimension + d]
      cosines[i * count + j] = cosines[j * count + i] = dot
    }
  return cosines
}
