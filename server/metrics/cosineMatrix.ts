import type { Table } from '../table/table.js'

/** (N * N) cosines of all pairs of rows; 0 with a row of zeros. */
export function cosineMatrix({ ids, dimension, values }: Table): Float32Array {
  const count = ids.length
  const unit = new Float64Array(values.length)
  for (let i = 0; i < count; i++) {
    let squares = 0
    for (let d = i * dimension; d < (i + 1) * dimension; d++) squares += values[d] * values[d]
    const length = Math.sqrt(squares) || 1
    for (let d = i * dimension; d < (i + 1) * dimension; d++) unit[d] = values[d] / length
  }
  const cosines = new Float32Array(count * count)
  for (let i = 0; i < count; i++)
    for (let j = 0; j <= i; j++) {
      let dot = 0
      for (let d = 0; d < dimension; d++) dot += unit[i * dimension + d] * unit[j * dimension + d]
      cosines[i * count + j] = cosines[j * count + i] = dot
    }
  return cosines
}
