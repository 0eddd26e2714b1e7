import { describe, expect, it } from 'vitest'
import { chainTree } from '../../server/cluster/chainTree.js'
import { hclustTree } from '../../server/cluster/hclustTree.js'
import { prepareRows } from '../../server/cluster/prepareRows.js'
import { LINKAGES } from '../../server/cluster/tree.js'
import { Random } from '../../shared/random.js'

/** Lifts that change a step of 1 by some 1e-9: float64 tells them apart, float32 does not. */
const JITTER = { euclidean: 1e-4, l1: 1e-9 }

/** A grid of 12 x 12 points, each lifted a little, in random order. */
function nearlyEqualSteps(lift: number, seed: number): Float32Array {
  const random = new Random(seed)
  const points = Array.from({ length: 144 }, (_, at) => [at % 12, Math.floor(at / 12), lift * random.decimal(0, 1)])
  return Float32Array.from(random.shuffle(points).flat())
}

describe('chainTree', () => {
  const cases = (['euclidean', 'l1'] as const).flatMap((metric) => LINKAGES.map((linkage) => ({ metric, linkage })))

  it.each(cases)('orders distances that float32 holds for equal: $metric, $linkage', ({ metric, linkage }) => {
    const rows = prepareRows(nearlyEqualSteps(JITTER[metric], 3), 144, 3, metric)
    const byChain = chainTree(rows, 144, 3, metric, linkage)
    const byLibrary = hclustTree(rows, 144, 3, metric, linkage)
    byChain.heights.forEach((height, merge) => expect(height / byLibrary.heights[merge]).toBeCloseTo(1, 6))
    expect(Math.min(...byChain.heights)).toBeCloseTo(1, 6)
  })

  it.each(LINKAGES)('ends where all distances are equal: %s', (linkage) => {
    const corners = Float32Array.from({ length: 40 * 40 }, (_, at) => +(at % 41 === 0))
    const { heights } = chainTree(prepareRows(corners, 40, 40, 'l1'), 40, 40, 'l1', linkage)
    if (linkage !== 'ward') expect(new Set(heights)).toEqual(new Set([2]))
    else expect(heights[0]).toBe(2)
  })
})
