import type { SurfaceSample } from './surfaceSample.js'

/**
 * Partners of each point: point i meets i + round, modulo their count, in rounds 1 ... PAIR_ROUNDS. 65,536 pairs of
 * 4,096 points, beyond which the retrieval figures stop moving.
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
