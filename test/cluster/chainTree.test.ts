import { describe, expect, it } from 'vitest'
import { chainTree } from '../../server/cluster/chainTree.js'
import { hclustTree } from '../../server/cluster/hclustTree.js'
import { prepareRows } from '../../server/cluster/rows/prepareRows.js'
import { LINKAGES } from '../../server/cluster/tree.js'
import { Random } from '../../shared/random.js'
import { groupsOfTree } from './groupsOfTree.js'

/** Lifts that change a step of 1 by some 1e-9: float64 tells them apart, float32 does not. */
const JITTER = { euclidean: 1e-4, l1: 1e-9 }

/** A grid of 12 x 12 points, each lifted a little, in random order. */
function nearlyEqualSteps(lift: number, seed: number): Float32Array {
  const random = new Random(seed)
  const points = Array.from({ length: 144 }, (_, at) => [at % 12, Math.floor(at / 12), lift * random.decimal(0, 1)])
  return Float32Array.from(random.shuffle(points).flat())
}

describe('chainTree', () => {
  /** Single linkage joins equally near groups in any order, with the same heights, so it is not asked for one. */
  const linkages = LINKAGES.filter((linkage) => linkage !== 'single')
  const cases = (['euclidean', 'l1'] as const).flatMap((metric) => linkages.map((linkage) => ({ metric, linkage })))

  it.each(cases)('tells distances apart that float32 holds for equal: $metric, $linkage', ({ metric, linkage }) => {
    const rows = prepareRows({ values: nearlyEqualSteps(JITTER[metric], 3), count: 144, dimension: 3 }, metric)
    expect(groupsOfTree(chainTree(rows, linkage))).toEqual(groupsOfTree(hclustTree(rows, linkage)))
  })

  it.each(LINKAGES)('ends where all distances are equal: %s', (linkage) => {
    const corners = Float32Array.from({ length: 40 * 40 }, (_, at) => +(at % 41 === 0))
    const { heights } = chainTree(prepareRows({ values: corners, count: 40, dimension: 40 }, 'l1'), linkage)
    if (linkage !== 'ward') expect(new Set(heights)).toEqual(new Set([2]))
    else expect(heights[0]).toBe(2)
  })
})
