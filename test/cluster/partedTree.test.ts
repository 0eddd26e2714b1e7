import { describe, expect, it } from 'vitest'
import { cutTree } from '../../server/cluster/cutTree.js'
import { exactTree } from '../../server/cluster/exactTree.js'
import { partedTree } from '../../server/cluster/partedTree.js'
import { prepareRows } from '../../server/cluster/rows/prepareRows.js'
import type { PreparedRows } from '../../server/cluster/rows/rows.js'
import type { Linkage } from '../../server/cluster/tree.js'
import { adjustedRandIndex } from '../../server/metrics/adjustedRandIndex.js'
import { blobRows, testRandom } from './randomRows.js'

const LINKAGES = [
  { metric: 'cosine', linkage: 'average' },
  { metric: 'euclidean', linkage: 'ward' },
] as const

describe.each(LINKAGES)('partedTree, $linkage', ({ metric, linkage }) => {
  const COUNT = 12_000 // three parts
  const rows = blobRows(COUNT, 16, 40, 5, 0.58) // half as wide as the centers lie apart: groups overlap
  const part = (top: number) => partedTree(rows, metric, linkage, { top, threads: 1, random: testRandom(3) })
  const tree = part(600)

  it('is a tree of all rows: each node is joined once, heights ascend, the last merge holds every row', () => {
    const joined = [...tree.left, ...tree.right].sort((a, b) => a - b)
    expect(joined).toEqual(Array.from({ length: 2 * COUNT - 2 }, (_, node) => node))
    expect(tree.heights).toEqual(tree.heights.toSorted())
    expect(tree.sizes[COUNT - 2]).toBe(COUNT)
    expect(tree.grownFrom).toBeLessThanOrEqual(600)
  })

  it('is the exact tree where no more rows than the last tree takes are given', () => {
    const few = blobRows(300, 8, 5, 78)
    const options = { top: 300, threads: 1, random: testRandom(3) }
    expect(partedTree(few, metric, linkage, options)).toEqual(exactTree(prepareRows(few, metric), linkage, 1))
  })

  it('gives the groups of the exact tree, where groups overlap, too', () => {
    const exact = exactTree(prepareRows(rows, metric), linkage, 1)
    for (const groups of [10, 40]) {
      const agreement = adjustedRandIndex(cutTree(tree, groups), cutTree(exact, groups))
      expect(agreement, `${groups} groups`).toBeGreaterThan(0.95)
    }
  })

  it('joins groups at the distance that all their rows have', () => {
    const prepared = prepareRows(rows, metric)
    const members = Array.from({ length: COUNT }, (_, row) => [row])
    for (let merge = 0; merge < COUNT - 1; merge++) {
      const [left, right] = [members[tree.left[merge]], members[tree.right[merge]]]
      members.push([...left, ...right])
      if (merge < COUNT - 1000) continue
      expect(tree.heights[merge]).toBeCloseTo(distanceOfGroups(prepared, left, right, linkage), 8)
    }
  })

  it('joins rows that are the same at no height, however many', () => {
    const same = { values: new Float32Array(30_000).fill(1), count: 15_000, dimension: 2 }
    const all = partedTree(same, metric, linkage, { top: 10, threads: 1, random: testRandom(3) })
    expect(Math.max(...all.heights)).toBeLessThan(1e-12)
    expect(all.sizes[14_998]).toBe(15_000)
  })
})

/** Average of all pairs of their rows, by sums of the rows; Ward's by their means. */
function distanceOfGroups(rows: PreparedRows, a: readonly number[], b: readonly number[], linkage: Linkage): number {
  const [one, other] = [meanOf(rows, a), meanOf(rows, b)]
  if (linkage === 'average') return 1 - one.reduce((sum, value, d) => sum + value * other[d], 0)
  const squares = one.reduce((sum, value, d) => sum + (value - other[d]) ** 2, 0)
  return Math.sqrt(((2 * a.length * b.length) / (a.length + b.length)) * squares)
}

function meanOf({ values, dimension }: PreparedRows, group: readonly number[]): number[] {
  const sums = new Array<number>(dimension).fill(0)
  for (const row of group) for (let d = 0; d < dimension; d++) sums[d] += values[row * dimension + d]
  return sums.map((sum) => sum / group.length)
}
