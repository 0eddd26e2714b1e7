import type { Random } from '../../shared/random.js'
import type { TrainOptions } from '../../shared/schema/trainOptions.js'

/**
 * The batches of one epoch: every row once, in random order. A last batch of a single row would have no pair, so it
 * gets a second row from the batch before.
 *
 * @param rows    row numbers
 * @param labels  class of each row of the table; used by `balanced`, which spreads each class evenly over the batches
 */
export function sampleBatches(
  rows: Int32Array,
  labels: Int32Array,
  { batchSize, sampling }: Pick<TrainOptions, 'batchSize' | 'sampling'>,
  random: Random,
): Int32Array[] {
  const shuffled = random.shuffle(Array.from(rows))
  const order = Int32Array.from(sampling === 'balanced' ? dealOut(shuffled, labels) : shuffled)
  const batches: Int32Array[] = []
  let start = 0
  while (start < order.length) {
    const left = order.length - start
    const size = left === batchSize + 1 ? batchSize - 1 : Math.min(batchSize, left)
    batches.push(order.subarray(start, start + size))
    start += size
  }
  return batches
}

/** Spreads each class evenly over the whole order: row k of a class of n goes to place (k + 1/2) / n. */
function dealOut(rows: readonly number[], labels: Int32Array): number[] {
  const sizes = new Map<number, number>()
  for (const row of rows) sizes.set(labels[row], (sizes.get(labels[row]) ?? 0) + 1)
  const met = new Map<number, number>()
  return rows
    .map((row) => {
      const label = labels[row]
      const rank = met.get(label) ?? 0
      met.set(label, rank + 1)
      return { row, place: (rank + 0.5) / (sizes.get(label) ?? 1) }
    })
    .sort((a, b) => a.place - b.place)
    .map(({ row }) => row)
}
