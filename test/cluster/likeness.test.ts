import { describe, expect, it } from 'vitest'
import { likenessOf } from '../../server/cluster/likeness.js'
import { METRICS, rowDistance } from '../../server/cluster/rows/metric.js'
import { prepareRows } from '../../server/cluster/rows/prepareRows.js'

/** The likeness of two rows, in a table of these. */
function likenessOfRows(metric: (typeof METRICS)[number], a: number[], b: number[]): number {
  const values = Float32Array.from([...a, ...b])
  const prepared = prepareRows({ values, count: 2, dimension: a.length }, metric).values
  return likenessOf(metric, values, a.length).percentOf(rowDistance[metric](prepared, 0, prepared, 1, a.length))
}

describe('likeness in percent', () => {
  it.each([
    ['cosine', [1, 0], [3, 0], 100],
    ['cosine', [1, 0], [1, Math.sqrt(3)], 50],
    ['cosine', [1, 0], [0, 2], 0],
    ['cosine', [1, 0], [-1, 0], 0],
    ['l1', [0.5, 0.5, 0], [0.5, 0.5, 0], 100],
    ['l1', [0.5, 0.5, 0], [0, 0.5, 0.5], 50],
    ['l1', [1, 0, 0], [0, 1, 0], 0],
    ['euclidean', [3, 4], [3, 4], 100],
    ['euclidean', [3, 4], [-3, -4], 0],
    ['euclidean', [1, 0], [0, 0.6 + 0.4], 100 * (1 - Math.SQRT2 / 2)],
  ] as const)('by %s of %j and %j is %d', (metric, a, b, percent) => {
    expect(likenessOfRows(metric, [...a], [...b])).toBeCloseTo(percent, 4)
  })

  it.each(METRICS)('and distance lead back to each other: %s', (metric) => {
    const { percentOf, distanceOf } = likenessOf(metric, Float32Array.of(0.2, 0.8, 0.5, 0.5, 1, 0.1), 2)
    for (const percent of [0, 12.5, 50, 99, 100]) expect(percentOf(distanceOf(percent))).toBeCloseTo(percent, 9)
    for (const percent of [-1, 100.1, NaN])
      expect(() => distanceOf(percent)).toThrow(expect.objectContaining({ code: 'input.invalid' }))
  })

  it('of rows that are all zeros is 100', () => {
    expect(likenessOf('l1', new Float32Array(4), 2).percentOf(0)).toBe(100)
  })
})
