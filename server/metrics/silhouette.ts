import { indexLabels } from './contingency.js'

/**
 * Mean silhouette by cosine distance, -1 ... 1: how much nearer rows are to their own group than to the next.
 * A row alone in its group counts 0; NaN for fewer than two groups.
 *
 * @param similarities (N * N) cosines
 * @see Rousseeuw, "Silhouettes", Journal of Computational and Applied Mathematics 20, 1987
 */
export function silhouette(similarities: Float32Array, groups: ArrayLike<string | number>): number {
  const count = groups.length
  const { indices, names } = indexLabels(groups)
  if (names.length < 2) return NaN
  const sizes = new Float64Array(names.length)
  for (const group of indices) sizes[group]++
  let sum = 0
  for (let i = 0; i < count; i++) {
    const own = indices[i]
    if (sizes[own] === 1) continue
    const distances = new Float64Array(names.length)
    for (let j = 0; j < count; j++) if (j !== i) distances[indices[j]] += 1 - similarities[i * count + j]
    const inside = distances[own] / (sizes[own] - 1)
    const outside = distances.reduce((least, d, g) => (g === own ? least : Math.min(least, d / sizes[g])), Infinity)
    sum += (outside - inside) / Math.max(outside, inside, Number.MIN_VALUE)
  }
  return sum / count
}
