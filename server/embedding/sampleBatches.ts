import { shuffle, type Random } from './seededRandom.js'

/** (N) row numbers in random order, cut into batches; a last batch of a single row, which has no pair, joins the one before. */
export function sampleBatches(order: Int32Array, batchSize: number, random: Random): Int32Array[] {
  shuffle(order, random)
  const batches: Int32Array[] = []
  let start = 0
  while (start < order.length) {
    const left = order.length - start
    const size = left - batchSize === 1 ? left : Math.min(batchSize, left)
    batches.push(order.subarray(start, start + size))
    start += size
  }
  return batches
}
