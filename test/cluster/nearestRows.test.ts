import { describe, expect, it } from 'vitest'
import { METRICS, rowDistance } from '../../server/cluster/rows/metric.js'
import { nearestRows } from '../../server/cluster/nearestRows.js'
import { prepareRows } from '../../server/cluster/rows/prepareRows.js'
import { blobRows } from './randomRows.js'

describe('nearestRows', () => {
  it.each(METRICS)('agrees with sorting all distances: %s', (metric) => {
    const [count, dimension, k] = [500, 7, 25]
    const given = blobRows(count, dimension, 9, 2)
    const { values } = given
    values.copyWithin(40 * dimension, 0, dimension) // rows 0 and 40 are equal
    const rows = prepareRows(given, metric).values
    const expected = Array.from({ length: count }, (_, row) => ({
      row,
      distance: rowDistance[metric](rows, row, rows, 0, dimension),
    }))
      .sort((a, b) => a.distance - b.distance || a.row - b.row)
      .slice(0, k)
    expect(nearestRows(given, values.slice(0, dimension), k, metric)).toEqual(expected)
    expect(expected.slice(0, 2)).toEqual([
      { row: 0, distance: 0 },
      { row: 40, distance: 0 },
    ])
  })

  it('returns all rows when asked for more than there are', () => {
    expect(
      nearestRows({ values: Float32Array.of(1, 5, 3), count: 3, dimension: 1 }, Float32Array.of(4), 10, 'l1'),
    ).toHaveLength(3)
  })
})
