/** A row shorter than this has no direction in float32. */
export const SHORTEST_ROW = 1e-12

/**
 * Divides every row by its length, in place. A row without a direction becomes the first axis, so that all rows have
 * length 1.
 */
export function normalizeRows(values: Float32Array, dimension: number): Float32Array {
  for (let start = 0; start < values.length; start += dimension) {
    let squares = 0
    for (let i = start; i < start + dimension; i++) squares += values[i] * values[i]
    const length = Math.sqrt(squares)
    if (length > SHORTEST_ROW) for (let i = start; i < start + dimension; i++) values[i] /= length
    else values.fill(0, start, start + dimension)[start] = 1
  }
  return values
}
