import { describe, expect, it } from 'vitest'
import { clusterTree } from '../../server/cluster/clusterTree.js'
import { cutTree } from '../../server/cluster/cutTree.js'
import { assignRows } from '../../server/cluster/assignRows.js'
import { exactTree } from '../../server/cluster/exactTree.js'
import { rowDistance } from '../../server/cluster/rows/metric.js'
import { pickRows } from '../../server/cluster/rows/pickRows.js'
import { prepareRows } from '../../server/cluster/rows/prepareRows.js'
import type { PreparedRows } from '../../server/cluster/rows/rows.js'
import { drawSample, sampledTree } from '../../server/cluster/sampledTree.js'
import type { Linkage } from '../../server/cluster/tree.js'
import { blobRows, testRandom } from './randomRows.js'

const COUNT = 4000
const values = blobRows(COUNT, 8, 6, 21)
/** Bytes for the distances of some 800 rows. */
const SMALL_BUDGET = 4 * ((800 * 800) / 2)

describe('clusterTree beyond its memory budget', () => {
  const tree = clusterTree(values, { memoryBudget: SMALL_BUDGET })

  it('says from how many rows the tree was grown', () => {
    expect(tree.grownFrom).toBeGreaterThan(700)
    expect(tree.grownFrom).toBeLessThanOrEqual(800)
    expect(clusterTree(values).grownFrom).toBe(COUNT)
  })

  it('is a tree of all rows: each node is joined once, heights ascend, the last merge holds every row', () => {
    const joined = [...tree.left, ...tree.right].sort((a, b) => a - b)
    expect(joined).toEqual(Array.from({ length: 2 * COUNT - 2 }, (_, node) => node))
    expect(tree.heights).toEqual(tree.heights.toSorted())
    expect(tree.sizes[COUNT - 2]).toBe(COUNT)
  })

  it('finds the families that the exact tree finds', () => {
    expect(cutTree(tree, 6)).toEqual(cutTree(clusterTree(values), 6))
  })

  it.each(['single', 'average'] as const)('takes all rows where no matrix is needed: %s', (linkage) => {
    const budget = 2 * SMALL_BUDGET
    expect(clusterTree(values, { linkage, memoryBudget: budget }).grownFrom).toBe(COUNT)
    expect(clusterTree(values, { linkage: 'complete', memoryBudget: budget }).grownFrom).toBeLessThan(COUNT)
  })

  it('gives the same tree again', () => {
    expect(clusterTree(values, { memoryBudget: SMALL_BUDGET })).toEqual(tree)
  })
})

describe('sampledTree', () => {
  const LINKAGES = [
    { metric: 'cosine', linkage: 'average' },
    { metric: 'euclidean', linkage: 'ward' },
  ] as const

  it.each(LINKAGES)(
    'joins groups at the distance that all their rows have, not those of the sample: $linkage',
    (how) => {
      const { metric, linkage } = how
      const rows = blobRows(600, 8, 5, 77)
      const indices = drawSample(600, 60, testRandom(6))
      const tree = sampledTree(rows, metric, linkage, indices, 1)
      const attached = assignRows(rows, metric, pickRows(rows, indices), indices).distances
      const highest = attached.reduce((most, distance) => Math.max(most, distance), 0)
      const prepared = prepareRows(rows, metric)
      const members = Array.from({ length: 600 }, (_, row) => [row])
      let compared = 0
      for (let merge = 0; merge < 599; merge++) {
        const [left, right] = [members[tree.left[merge]], members[tree.right[merge]]]
        members.push([...left, ...right])
        if (tree.heights[merge] <= highest) continue // below, rows are still to come
        expect(tree.heights[merge]).toBeCloseTo(distanceOfGroups(prepared, left, right, linkage), 10)
        compared++
      }
      expect(compared).toBeGreaterThan(3)
    },
  )

  it.each(LINKAGES)('gives the tree of the rows where all are in the sample: $linkage', ({ metric, linkage }) => {
    const rows = blobRows(300, 8, 5, 78)
    const all = Int32Array.from({ length: 300 }, (_, row) => row)
    const exact = exactTree(prepareRows(rows, metric), linkage, 1)
    expect(sampledTree(rows, metric, linkage, all, 1)).toEqual(exact)
  })
})

/** By all pairs of their rows; Ward's by their means. */
function distanceOfGroups(rows: PreparedRows, a: readonly number[], b: readonly number[], linkage: Linkage): number {
  const { values, dimension, metric } = rows
  if (linkage === 'average') {
    const distances = a.flatMap((row) => b.map((other) => rowDistance[metric](values, row, values, other, dimension)))
    return distances.reduce((sum, distance) => sum + distance, 0) / distances.length
  }
  const mean = (group: readonly number[], d: number) =>
    group.reduce((sum, row) => sum + values[row * dimension + d], 0) / group.length
  const squares = Array.from({ length: dimension }, (_, d) => (mean(a, d) - mean(b, d)) ** 2)
  return Math.sqrt(((2 * a.length * b.length) / (a.length + b.length)) * squares.reduce((sum, each) => sum + each, 0))
}

describe('drawSample', () => {
  it('takes each row equally often', () => {
    const seed = 7
    const random = testRandom(seed)
    const taken = new Int32Array(10)
    for (let draw = 0; draw < 10_000; draw++) for (const row of drawSample(10, 3, random)) taken[row]++
    // Five standard deviations of a binomial (10,000, 0.3).
    for (const count of taken) expect(Math.abs(count - 3000), `seed ${seed}`).toBeLessThan(5 * Math.sqrt(2100))
  })
})
