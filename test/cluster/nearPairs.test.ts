import { describe, expect, it } from 'vitest'
import { nearPairs, type NearPair } from '../../server/cluster/nearPairs.js'
import { METRICS, rowDistance, type Metric } from '../../server/cluster/rows/metric.js'
import { prepareRows } from '../../server/cluster/rows/prepareRows.js'
import type { Rows } from '../../server/cluster/rows/rows.js'
import { blobRows } from './randomRows.js'

const nearestFirst = (p: NearPair, q: NearPair) => p.distance - q.distance || p.a - q.a || p.b - q.b

/** What comparing every two rows says. */
function allPairs(rows: Rows, metric: Metric) {
  const { values, count, dimension } = prepareRows(rows, metric)
  const pairs = []
  for (let a = 0; a < count; a++)
    for (let b = a + 1; b < count; b++)
      pairs.push({ a, b, distance: rowDistance[metric](values, a, values, b, dimension) })
  return pairs.sort(nearestFirst)
}

describe('nearPairs', () => {
  const cases = METRICS.flatMap((metric) => [0, 20, 3000, 30_000].map((pairs) => ({ metric, pairs })))

  it.each(cases)('finds the pairs that comparing all finds, and a hair makes none more: $pairs, $metric', (input) => {
    const { metric, pairs } = input
    const rows = blobRows(402, 70, 9, 71)
    for (let row = 200; row < 206; row++) rows.values.copyWithin(70 * row, 0, 70) // 21 pairs of equal rows
    const expected = allPairs(rows, metric)
    const distance = pairs === 0 ? 0 : expected[pairs].distance
    const within = expected.filter((pair) => pair.distance <= distance)
    expect(within.length).toBeGreaterThan(pairs)
    const found: NearPair[] = []
    nearPairs(rows, metric, distance, (pair) => found.push(pair))
    expect(found.sort(nearestFirst)).toEqual(within)
  })

  it.each(['l1', 'euclidean'] as const)('reaches as far in one number as rows may lie apart: %s', (metric) => {
    // Blocks of four at 0, 1, 2, ... along the one number that varies: each row is 1 away from four before and four behind it.
    const count = 40
    const values = Float32Array.from({ length: 2 * count }, (_, at) => (at % 2 === 0 ? Math.floor(at / 8) : 0))
    const found: NearPair[] = []
    nearPairs({ values, count, dimension: 2 }, metric, 1, (pair) => found.push(pair))
    expect(found).toHaveLength(10 * 6 + 9 * 16)
  })

  it('ends with what its reporter throws', () => {
    const stop = () => {
      throw new Error('enough')
    }
    expect(() => nearPairs(blobRows(40, 3, 9, 71), 'l1', 1, () => undefined, stop)).toThrow('enough')
  })
})
