import { expect, it } from 'vitest'
import { createNetwork, runNetwork } from '../../server/checkpoint/network.js'
import { normalizeRows } from '../../server/table/normalizeRows.js'
import { Random } from '../../shared/random.js'

it.each([0, 1, 4, 5, 7, 64])(
  'a layer adds its inputs one after another in float32, %d of 64 of them not 0, bit for bit',
  (filled) => {
    const random = new Random(filled)
    const [layer] = createNetwork(64, [6], random)
    layer.bias.set(Float32Array.from({ length: 6 }, () => random.uniform()))
    const rows = [0, 1, 2].map(() => Float32Array.from({ length: 64 }, () => random.uniform() - 0.5))
    for (const row of rows) {
      const places = [...row.keys()].sort((a, b) => row[a] - row[b]) // anywhere, not the first
      for (const at of places.slice(filled)) row[at] = 0
    }
    const expected = rows.map((row) => {
      const sums = layer.bias.slice()
      for (let i = 0; i < 64; i++) for (let j = 0; j < 6; j++) sums[j] += row[i] * layer.kernel[6 * i + j]
      return normalizeRows(sums, 6)
    })
    const inputs = Float32Array.from(rows.flatMap((row) => [...row]))
    expect(runNetwork([layer], inputs)).toEqual(Float32Array.from(expected.flatMap((row) => [...row])))
  },
)
