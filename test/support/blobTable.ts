import { Random } from '../../shared/random.js'
import type { Table } from '../../server/table/table.js'

/** Classes as noisy, overlapping bumps on a histogram-like row of 128: learnable, not trivial. */
export function blobTable(count: number, classes: number, seed: number, noise = 0.01): Table {
  const dimension = 128
  const generator = new Random(seed)
  const random = () => generator.bits() / 2 ** 32
  const values = new Float32Array(count * dimension)
  const names = Array.from({ length: count }, (_, i) => `class${i % classes}`)
  names.forEach((_, row) => {
    const center = 30 + 15 * (row % classes) + 10 * random()
    for (let d = 0; d < dimension; d++)
      values[row * dimension + d] = 0.04 * Math.exp(-(((d - center) / 12) ** 2)) + noise * random()
  })
  const ids = names.map((name, i) => `${name}-${seed}-${i}`)
  return { descriptor: { kind: 'foreign', numbers: 'histogram' }, ids, classes: names, dimension, values }
}
