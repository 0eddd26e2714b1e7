/** Distances of changed copies beside those to the nearest other shape. */
export interface CopyDistance {
  /** Median of distance to the copy over distance to the nearest other shape. */
  readonly ratio: number
  /** Share of the copies that are nearer than every other shape. */
  readonly nearest: number
  readonly count: number
}

/**
 * @param distances (N * N) between the shapes
 * @param copies (N) between each shape and its copy; NaN = none
 */
export function compareCopies(distances: Float32Array, copies: readonly number[]): CopyDistance {
  const count = copies.length
  const ratios = copies.flatMap((copy, i) => {
    if (Number.isNaN(copy)) return []
    const row = distances.subarray(i * count, (i + 1) * count)
    const nearest = row.reduce((least, d, j) => (j !== i && d < least ? d : least), Infinity)
    return [copy / nearest]
  })
  const sorted = ratios.toSorted((a, b) => a - b)
  return {
    ratio: sorted[sorted.length >> 1],
    nearest: ratios.filter((ratio) => ratio < 1).length / ratios.length,
    count: ratios.length,
  }
}
