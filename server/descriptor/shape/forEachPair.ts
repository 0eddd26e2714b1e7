import type { SurfaceSample } from './surfaceSample.js'

/** Pairs drawn for each point: 65,536 of 2,048 points, beyond which the retrieval figures stop moving. */
const PARTNERS = 32

/** Calls `visit` with the offsets (3 × index) of pairs of different points; each point is in 2 PARTNERS of them. */
export function forEachPair({ count }: SurfaceSample, visit: (i: number, j: number) => void): void {
  for (let step = 1; step <= PARTNERS; step++) for (let i = 0; i < count; i++) visit(3 * i, 3 * ((i + step) % count))
}

/** Mean distance of the pairs that forEachPair visits: the unit of pair distances. */
export function meanPairDistance(sample: SurfaceSample): number {
  const { points } = sample
  let sum = 0
  let pairs = 0
  forEachPair(sample, (i, j) => {
    const x = points[i] - points[j]
    const y = points[i + 1] - points[j + 1]
    const z = points[i + 2] - points[j + 2]
    sum += Math.sqrt(x * x + y * y + z * z)
    pairs++
  })
  return sum / pairs
}
