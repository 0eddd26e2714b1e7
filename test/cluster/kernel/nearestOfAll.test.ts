import { describe, expect, it } from 'vitest'
import { MODE, startClusterKernel } from '../../../server/cluster/kernel/clusterKernel.js'
import { nearestOfAll, placeLists } from '../../../server/cluster/kernel/nearestOfAll.js'
import { BEYOND_ROWS, BLOCK, RowBlocks } from '../../../server/cluster/kernel/rowBlocks.js'
import { prepareRows } from '../../../server/cluster/rows/prepareRows.js'
import { KernelMemory } from '../../../server/system/kernelMemory.js'
import { blobRows } from '../randomRows.js'

const K = 5

/** The k nearest of each row, on so many threads. */
function search(count: number, dimension: number, threads: number) {
  const rows = prepareRows(blobRows(count, dimension, 5, 51), 'cosine')
  const memory = new KernelMemory({ shared: true })
  const blocks = new RowBlocks(memory, count, dimension)
  for (let row = 0; row < count; row++) blocks.put(row, rows.values, row, 1)
  const lists = placeLists(memory, Math.ceil(count / BLOCK) * BLOCK, K)
  nearestOfAll(startClusterKernel(memory.memory), memory, MODE.squares, blocks, K, lists, threads)
  return { rows: rows.values, distances: lists.distances.slice(), found: lists.rows.slice() }
}

describe('nearestOfAll', () => {
  it.each([2, 4, 5, 150])('finds what sorting finds, of %i rows', (count) => {
    const { rows, distances, found } = search(count, 3, 1)
    for (let row = 0; row < count; row++) {
      const squares = Array.from({ length: count }, (_, other) =>
        [0, 1, 2].reduce((sum, d) => sum + (rows[3 * row + d] - rows[3 * other + d]) ** 2, 0),
      )
      const nearest = squares.toSpliced(row, 1).sort((a, b) => a - b)
      for (let i = 0; i < K; i++) {
        const at = K * row + i
        if (i >= count - 1) expect(distances[at]).toBeGreaterThan(BEYOND_ROWS)
        else {
          expect(found[at]).not.toBe(row)
          expect(distances[at]).toBeCloseTo(squares[found[at]], 6)
          expect(distances[at]).toBeCloseTo(nearest[i], 6)
        }
      }
    }
  })

  it('finds the same on two threads', () => {
    const [one, two] = [search(6000, 32, 1), search(6000, 32, 2)]
    expect(two.distances).toEqual(one.distances)
    expect(two.found).toEqual(one.found)
  })
})
