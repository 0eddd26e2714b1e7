import { describe, expect, it } from 'vitest'
import { clusterTree } from '../../server/cluster/clusterTree.js'
import { cutTree } from '../../server/cluster/cutTree.js'
import { blobRows } from './randomRows.js'

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
