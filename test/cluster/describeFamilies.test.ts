import { describe, expect, it } from 'vitest'
import { clusterTree } from '../../server/cluster/clusterTree.js'
import { cutTreeAtHeight } from '../../server/cluster/cutTree.js'
import { describeFamilies } from '../../server/cluster/describeFamilies.js'
import { ladderOf } from '../../server/cluster/ladder.js'
import { likenessOf } from '../../server/cluster/likeness.js'
import { blobTable } from '../support/blobTable.js'

describe('describeFamilies', () => {
  it('names the member in the middle, how alike the rest is to it, and who stands out', () => {
    // Histograms of two bins: eight close together and one far off; a pair; one alone.
    const first = [0.5, 0.49, 0.51, 0.48, 0.52, 0.49, 0.51, 0.5, 0.75]
    const values = Float32Array.from([...first, 0.1, 0.1, 0].flatMap((x) => [x, 1 - x]))
    const groups = Int32Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2)
    const likeness = likenessOf('l1', values, 2)
    const [family, pair, alone] = describeFamilies({ values, count: 12, dimension: 2 }, groups, 'l1', likeness)
    // The mean is 0.528, so the 0.52 is nearest; of it the others share 1 - |difference|.
    expect(family).toMatchObject({ size: 9, typical: 4 })
    const shares = first.filter((_, i) => i !== 4).map((x) => 100 * (1 - Math.abs(x - 0.52)))
    expect(family.tightness).toBeCloseTo(shares.reduce((sum, share) => sum + share, 0) / 8, 4)
    expect(family.odd.map(({ row }) => row)).toEqual([8])
    expect(family.odd[0].likeness).toBeCloseTo(77, 4)
    expect([pair, alone]).toMatchObject([
      { size: 2, tightness: 100, odd: [] },
      { size: 1, typical: 11, tightness: 100, odd: [] },
    ])
  })

  it('describes a family of more members than a function takes arguments', () => {
    const count = 200_000
    const values = Float32Array.from({ length: 2 * count }, (_, i) => (i === 2 ? 0.6 : 0.5))
    const likeness = likenessOf('l1', values, 2)
    const [family] = describeFamilies({ values, count, dimension: 2 }, new Int32Array(count), 'l1', likeness)
    expect([family.size, family.typical]).toEqual([count, 0])
  })
})

describe('ladderOf', () => {
  it('counts the groups that cutting at each likeness gives', () => {
    const { values, dimension, ids } = blobTable(60, 4, 3)
    const tree = clusterTree({ values, count: ids.length, dimension })
    const likeness = likenessOf('cosine', values, dimension)
    const ladder = ladderOf(tree, likeness)
    for (const { percent, groups } of ladder)
      expect(groups).toBe(Math.max(...cutTreeAtHeight(tree, likeness.distanceOf(percent))) + 1)
    expect(new Set(ladder.map(({ groups }) => groups)).size).toBeGreaterThan(3)
  })
})
