import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clusterTree } from '../../server/cluster/clusterTree.js'
import { cutTree } from '../../server/cluster/cutTree.js'
import { firstLeaf, foldTree, groupsAtHeight, heightOfCut, type Branch } from '../../shared/dendrogram.js'

/** A real tree over random points on a line, as the server grows it. */
const grown = fc.uniqueArray(fc.nat(10_000), { minLength: 2, maxLength: 60 }).map((values) => {
  const rows = { values: Float32Array.from(values), count: values.length, dimension: 1 }
  const tree = clusterTree(rows, { metric: 'euclidean', linkage: 'average' })
  const { left, right, heights, sizes } = tree
  const ids = values.map((_, leaf) => `leaf-${leaf}`)
  return { tree, drawn: { leaves: ids, a: left, b: right, height: heights, size: sizes, farthest: 1 } }
})

const endsOf = (branch: Branch): Branch[] =>
  branch.children.length === 0 ? [branch] : branch.children.flatMap((child) => endsOf(child))

describe('the drawn tree', () => {
  it('shows every leaf once below its ends, whatever is folded, from left to right without a crossing', () => {
    fc.assert(
      fc.property(grown, fc.integer({ min: 1, max: 80 }), ({ drawn }, wanted) => {
        const ends = endsOf(foldTree(drawn, wanted))
        const count = drawn.leaves.length
        expect(ends).toHaveLength(Math.min(wanted, count))
        expect(ends.reduce((sum, { size }) => sum + size, 0)).toBe(count)
        const across = ends.map((end) => end.across)
        expect(across).toEqual([...across].sort((a, b) => a - b))
        for (const { node } of ends) expect(firstLeaf(drawn, node)).toBeLessThan(count)
      }),
    )
  })

  it('opens at each number of ends the groups that a cut of the server gives', () => {
    fc.assert(
      fc.property(grown, ({ tree, drawn }) => {
        for (let groups = 1; groups <= drawn.leaves.length; groups++) {
          const labels = cutTree(tree, groups)
          const sizes = Array.from({ length: groups }, (_, g) => labels.filter((label) => label === g).length)
          const ends = endsOf(foldTree(drawn, groups))
          expect(ends.map(({ size }) => size).sort((a, b) => a - b)).toEqual(sizes.sort((a, b) => a - b))
        }
      }),
    )
  })

  it('is cut into as many groups as the line says, where heights differ', () => {
    fc.assert(
      fc.property(grown, ({ drawn }) => {
        const { height: heights } = drawn
        for (let groups = 1; groups <= drawn.leaves.length; groups++) {
          const at = heights.length - groups
          const isPlain = (heights[at] ?? -1) < (heights[at + 1] ?? Infinity)
          if (isPlain) expect(groupsAtHeight(drawn, heightOfCut(drawn, groups))).toBe(groups)
        }
      }),
    )
  })
})
