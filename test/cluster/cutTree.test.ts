import { describe, expect, it } from 'vitest'
import { clusterTree } from '../../server/cluster/clusterTree.js'
import { cutTree, cutTreeAtHeight } from '../../server/cluster/cutTree.js'

/** Points on a line: 0 and 1; 10, 11 and 12; 30. */
const tree = clusterTree(
  { values: Float32Array.of(30, 0, 10, 1, 11, 12), count: 6, dimension: 1 },
  { metric: 'euclidean' },
)

describe('cutTree', () => {
  it.each([
    { groups: 1, expected: [0, 0, 0, 0, 0, 0] },
    { groups: 2, expected: [1, 0, 0, 0, 0, 0] },
    { groups: 3, expected: [2, 1, 0, 1, 0, 0] },
    { groups: 6, expected: [0, 1, 2, 3, 4, 5] },
  ])('numbers $groups groups by size, then by first row', ({ groups, expected }) => {
    expect([...cutTree(tree, groups)]).toEqual(expected)
  })

  it.each([0, 7, 2.5, NaN])('refuses %d groups of six rows', (groups) => {
    expect(() => cutTree(tree, groups)).toThrow(expect.objectContaining({ code: 'cluster.groupsRange' }))
  })
})

describe('cutTreeAtHeight', () => {
  it.each([
    { height: -1, groups: 6 },
    { height: 1, groups: 4 },
    { height: 2, groups: 3 },
    { height: 12, groups: 2 },
    { height: 29.9, groups: 2 },
    { height: 30, groups: 1 },
  ])('joins what is no farther apart than $height', ({ height, groups }) => {
    expect(cutTreeAtHeight(tree, height)).toEqual(cutTree(tree, groups))
  })
})
