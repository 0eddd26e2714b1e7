import type { Rows } from '../../server/cluster/rows/rows.js'

/** A generator of [0, 1) for tests (mulberry32); the same seed gives the same numbers. */
export function testRandom(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * Rows around `blobs` centers; row i belongs to blob i % blobs. As in fixtures/makeTrees.py.
 * @param spread  half of it is the standard deviation of a blob's numbers; that of the centers' is 0.58
 */
export function blobRows(count: number, dimension: number, blobs: number, seed: number, spread = 0.3): Rows {
  const random = testRandom(seed)
  const centers = Array.from({ length: blobs * dimension }, () => 2 * random() - 1)
  const values = Float32Array.from({ length: count * dimension }, (_, at) => {
    const row = Math.floor(at / dimension)
    const noise = random() + random() + random() - 1.5
    return centers[(row % blobs) * dimension + (at % dimension)] + spread * noise
  })
  return { values, count, dimension }
}
