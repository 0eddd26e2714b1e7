import type { Rows } from './rows.js'

/** A copy of some of the rows, in the order of their indices. */
export function pickRows({ values, dimension }: Rows, indices: Int32Array): Rows {
  const picked = new Float32Array(indices.length * dimension)
  indices.forEach((row, i) => picked.set(values.subarray(row * dimension, (row + 1) * dimension), i * dimension))
  return { values: picked, count: indices.length, dimension }
}
