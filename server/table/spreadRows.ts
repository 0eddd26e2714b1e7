/** Indices of at most `most` of `count` rows, evenly spread, ascending. */
export function spreadIndices(count: number, most: number): number[] {
  const taken = Math.min(count, most)
  return Array.from({ length: taken }, (_, i) => Math.floor((i * count) / taken))
}

/**
 * The rows at spreadIndices.
 * @param values (N * dimension) row-major; returned as they are when there are no more than `most`
 */
export function spreadRows(values: Float32Array, dimension: number, most: number): Float32Array {
  const count = values.length / dimension
  if (count <= most) return values
  const spread = new Float32Array(most * dimension)
  spreadIndices(count, most).forEach((row, i) =>
    spread.set(values.subarray(row * dimension, (row + 1) * dimension), i * dimension),
  )
  return spread
}
