import type { PreparedRows } from './rows.js'

/** A copy of some of the rows, in the order of their indices. */
export function pickRows({ values, dimension, metric }: PreparedRows, indices: Int32Array): PreparedRows {
  const picked = new Float64Array(indices.length * dimension)
  indices.forEach((row, i) => picked.set(values.subarray(row * dimension, (row + 1) * dimension), i * dimension))
  return { values: picked, count: indices.length, dimension, metric }
}
