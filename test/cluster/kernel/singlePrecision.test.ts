import { describe, expect, it } from 'vitest'
import { MODE, startClusterKernel, type Mode } from '../../../server/cluster/kernel/clusterKernel.js'
import { RowBlocks } from '../../../server/cluster/kernel/rowBlocks.js'
import { SinglePrecision } from '../../../server/cluster/kernel/singlePrecision.js'
import { KernelMemory } from '../../../server/system/kernelMemory.js'
import { testRandom } from '../randomRows.js'

const COUNT = 400

/** Rows of length 1 or less, some of them nearly the same as the first, from 1 to 1e-9 away. */
function rowsAround(dimension: number, random: () => number): Float64Array {
  const rows = new Float64Array(COUNT * dimension)
  for (let row = 0; row < COUNT; row++) {
    const off = 10 ** (-9 * random())
    for (let d = 0; d < dimension; d++) {
      const first = row === 0 ? random() - 0.5 : rows[d]
      rows[row * dimension + d] = first + (row === 0 ? 0 : (off * (random() - 0.5)) / Math.sqrt(dimension))
    }
  }
  let longest = 0
  for (let row = 0; row < COUNT; row++)
    longest = Math.max(longest, Math.hypot(...rows.subarray(row * dimension, (row + 1) * dimension)))
  return rows.map((value) => value / longest)
}

/** What the mode says of two rows, in double precision. */
function measure(
  mode: Mode,
  rows: Float64Array,
  i: number,
  j: number,
  dimension: number,
  weights: Float64Array,
): number {
  let sum = 0
  for (let d = 0; d < dimension; d++) {
    const difference = rows[i * dimension + d] - rows[j * dimension + d]
    sum += mode === MODE.absolutes ? Math.abs(difference) : difference ** 2
  }
  if (mode === MODE.spread) return sum + weights[j]
  return mode === MODE.ward ? (sum * weights[i] * weights[j]) / (weights[i] + weights[j]) : sum
}

describe('SinglePrecision', () => {
  const cases = Object.entries(MODE).flatMap(([name, mode]) =>
    [1, 16, 700].map((dimension) => ({ name, mode, dimension })),
  )

  it.each(cases)('bounds what the kernel finds: $name, $dimension numbers a row', ({ mode, dimension }) => {
    const seed = 100 + dimension
    const random = testRandom(seed)
    const rows = rowsAround(dimension, random)
    const weights = Float64Array.from({ length: COUNT }, () =>
      mode === MODE.ward ? 1 + Math.floor(5000 * random() ** 4) : random() * 1e-3,
    )
    const memory = new KernelMemory({ shared: true })
    const [blocks, asked] = [COUNT, 1].map((places) => new RowBlocks(memory, places, dimension))
    for (let row = 0; row < COUNT; row++) blocks.put(row, rows, row, weights[row])
    const [distances, found] = [memory.float32(COUNT), memory.int32(COUNT)]
    const precision = new SinglePrecision(mode, dimension)
    for (const query of [0, 1, 2, 3]) {
      asked.put(0, rows, query, weights[query])
      startClusterKernel(memory.memory).nearestToRow(
        mode,
        blocks.blocks,
        blocks.slab,
        blocks.weights,
        blocks.count,
        dimension,
        asked.blocks,
        asked.weightAt(0),
        query,
        COUNT - 1,
        distances.byteOffset,
        found.byteOffset,
      )
      expect(new Set(found.subarray(0, COUNT - 1)).size).toBe(COUNT - 1)
      for (let i = 0; i < COUNT - 1; i++) {
        const exact = measure(mode, rows, query, found[i], dimension, weights)
        expect(precision.least(distances[i], weights[query]), `seed ${seed}`).toBeLessThanOrEqual(exact)
        expect(precision.most(exact, weights[query]), `seed ${seed}`).toBeGreaterThanOrEqual(distances[i])
        // The bound is of use: what it hides is little of a distance that is not tiny.
        if (exact > 0.01) expect(precision.least(distances[i], weights[query]) / exact).toBeGreaterThan(0.98)
      }
    }
  })
})
