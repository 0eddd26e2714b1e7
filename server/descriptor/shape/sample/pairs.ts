import type { SurfaceSample } from './surfaceSample.js'

/**
 * Number of partners of each point: point i is paired with point i + round, modulo the number of points, in rounds 1
 * ... PAIR_ROUNDS. That is 65,536 pairs of 4,096 points; more pairs do not change the retrieval figures.
 */
export const PAIR_ROUNDS = 16

/** Mean distance of all pairs. */
export function meanPairDistance({ count, points }: SurfaceSample): number {
  let sum = 0
  for (let round = 1; round <= PAIR_ROUNDS; round++)
    for (let i = 0; i < count; i++) {
      const [a, b] = [3 * i, 3 * ((i + round) % count)]
      const x = points[a] - points[b]
      const y = points[a + 1] - points[b + 1]
      const z = points[a + 2] - points[b + 2]
      sum += Math.sqrt(x * x + y * y + z * z)
    }
  return sum / (PAIR_ROUNDS * count)
}
