import { describe, expect, it } from 'vitest'
import { chainTree } from '../../server/cluster/chainTree.js'
import { clusterTree } from '../../server/cluster/clusterTree.js'
import { cutTree } from '../../server/cluster/cutTree.js'
import { hclustTree } from '../../server/cluster/hclustTree.js'
import { METRICS } from '../../server/cluster/rows/metric.js'
import { prepareRows } from '../../server/cluster/rows/prepareRows.js'
import { LINKAGES } from '../../server/cluster/tree.js'
import { blobRows } from './randomRows.js'

const pairs = METRICS.flatMap((metric) => LINKAGES.map((linkage) => ({ metric, linkage })))

describe('clusterTree', () => {
  it.each(pairs)('gives one tree by both ways: $metric, $linkage', ({ metric, linkage }) => {
    const rows = prepareRows(blobRows(120, 6, 7, 11), metric)
    const byLibrary = hclustTree(rows, linkage)
    const byChain = chainTree(rows, linkage)
    byChain.heights.forEach((height, merge) => expect(height).toBeCloseTo(byLibrary.heights[merge], 5))
    expect(byChain.left).toEqual(byLibrary.left)
    expect(byChain.right).toEqual(byLibrary.right)
    expect(byChain.sizes).toEqual(byLibrary.sizes)
  })

  it.each([300, 900])('finds the blobs that %i rows were drawn from', (count) => {
    const groups = cutTree(clusterTree(blobRows(count, 8, 5, 3)), 5)
    expect(groups).toEqual(Int32Array.from({ length: count }, (_, row) => row % 5))
  })

  it('says what memory it needs before it takes any', () => {
    const stages: string[] = []
    const onProgress = ({ stage }: { stage: string }) => {
      stages.push(stage)
      throw new Error('enough')
    }
    const rows = blobRows(17_000, 2, 5, 3)
    const before = process.memoryUsage().rss
    expect(() => clusterTree(rows, { onProgress })).toThrow('enough')
    expect(stages).toEqual(['distances (0.6 GB)'])
    expect(process.memoryUsage().rss - before).toBeLessThan(0.3e9)
  })

  it('makes a single row a tree without merges', () => {
    const tree = clusterTree({ values: Float32Array.of(1, 2), count: 1, dimension: 2 })
    expect(tree.heights.length).toBe(0)
    expect(cutTree(tree, 1)).toEqual(Int32Array.of(0))
  })

  it.each(METRICS)('joins equal rows at height 0: %s', (metric) => {
    const row = blobRows(1, 16, 1, 5).values
    const values = new Float32Array(16 * 700)
    for (let at = 0; at < values.length; at += 16) values.set(row, at)
    expect(Math.max(...clusterTree({ values, count: 700, dimension: 16 }, { metric }).heights)).toBe(0)
  })

  it.each([
    { code: 'cluster.noRows', values: [], count: 0 },
    { code: 'cluster.nonFinite', values: [1, 2, NaN, 4], count: 2 },
    { code: 'cluster.nonFinite', values: [1, 2, Infinity, 4], count: 2 },
    { code: 'cluster.nonFinite', values: [1, 2, 1e38, -1e38], count: 2 },
    { code: 'cluster.zeroRow', values: [1, 2, 0, 0], count: 2 },
  ])('refuses $values with $code', ({ code, values, count }) => {
    expect(() => clusterTree({ values: Float32Array.from(values), count, dimension: 2 })).toThrow(
      expect.objectContaining({ code }),
    )
  })
})
