import { describe, expect, it } from 'vitest'
import { nearestOfEach } from '../../server/cluster/nearestOfEach.js'
import { METRICS, type Metric } from '../../server/cluster/rows/metric.js'
import type { Rows } from '../../server/cluster/rows/rows.js'
import { blobRows } from './randomRows.js'
import { sortedNeighbors } from './sortedNeighbors.js'

/** What sorting all distances says. */
const neighborsOfEach = (rows: Rows, metric: Metric, k: number) =>
  Array.from({ length: rows.count }, (_, row) =>
    sortedNeighbors(rows, rows.values.subarray(row * rows.dimension, (row + 1) * rows.dimension), metric)
      .filter((each) => each.row !== row)
      .slice(0, k),
  )

describe('nearestOfEach', () => {
  const cases = METRICS.flatMap((metric) => [7, 70].map((dimension) => ({ metric, dimension })))

  it.each(cases)('agrees with sorting all distances, to the last bit: $dimension numbers, $metric', (input) => {
    const { metric, dimension } = input
    const rows = blobRows(403, dimension, 9, 2)
    for (let row = 40; row < 60; row++) rows.values.copyWithin(dimension * row, 0, dimension) // 21 rows are equal
    expect(nearestOfEach(rows, metric, 5, 1)).toEqual(neighborsOfEach(rows, metric, 5))
  })

  it.each([1, 2, 6])('gives all others where there are no more: %i rows', (count) => {
    const rows = blobRows(count, 3, 2, 4)
    expect(nearestOfEach(rows, 'l1', 5, 1)).toEqual(neighborsOfEach(rows, 'l1', 5))
  })

  it('is the same on two threads', () => {
    const rows = blobRows(6000, 32, 9, 23)
    expect(nearestOfEach(rows, 'cosine', 5, 2)).toEqual(nearestOfEach(rows, 'cosine', 5, 1))
  })
})
