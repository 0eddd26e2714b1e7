import { describe, expect, it } from 'vitest'
import { MODE, startClusterKernel } from '../../../server/cluster/kernel/clusterKernel.js'
import { nearestOfAll, placeLists } from '../../../server/cluster/kernel/nearestOfAll.js'
import { BEYOND_ROWS, BLOCK, RowBlocks } from '../../../server/cluster/kernel/rowBlocks.js'
import { prepareRows } from '../../../server/cluster/rows/prepareRows.js'
import { nearTogether } from '../../../server/cluster/rows/nearTogether.js'
import { widestFirst } from '../../../server/cluster/rows/widestFirst.js'
import { KernelMemory } from '../../../server/system/kernelMemory.js'
import { blobRows } from '../randomRows.js'

const K = 8

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

const squareBetween = (rows: Float64Array, a: number, b: number, dimension: number): number =>
  Array.from({ length: dimension }, (_, d) => (rows[a + d] - rows[b + d]) ** 2).reduce((sum, square) => sum + square, 0)

describe('nearestOfAll', () => {
  it.each([
    [2, 3],
    [4, 3],
    [5, 3],
    [150, 3],
    [150, 4],
    [150, 5],
    [150, 32],
    [150, 37],
    [150, 70],
  ])('finds what sorting finds, of %i rows of %i numbers', (count, dimension) => {
    const { rows, distances, found } = search(count, dimension, 1)
    for (let row = 0; row < count; row++) {
      const squares = Array.from({ length: count }, (_, other) =>
        squareBetween(rows, row * dimension, other * dimension, dimension),
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

  it('is not disturbed by threads of an earlier search that start only after its end', () => {
    const rows = prepareRows(blobRows(512, 4096, 16, 51, 0.1), 'cosine')
    const memory = new KernelMemory({ shared: true })
    const kernel = startClusterKernel(memory.memory)
    const blocks = new RowBlocks(memory, rows.count, rows.dimension)
    nearTogether(rows, widestFirst(rows)).forEach((row, place) => blocks.put(place, rows.values, row, 1))
    const lists = placeLists(memory, rows.count, K)
    const searchBy = (threads: number) => {
      nearestOfAll(kernel, memory, MODE.squares, blocks, K, lists, threads)
      return Buffer.from(lists.rows.slice().buffer) // quick to compare: the searches must follow each other closely
    }
    const found = searchBy(1)
    let other = 0
    for (let turn = 0; turn < 4; turn++) {
      searchBy(2) // ends before the thread that it starts has started
      for (const start = performance.now(); performance.now() - start < 500;) if (!searchBy(1).equals(found)) other++
    }
    expect(other).toBe(0)
  })
})
