import { describe, expect, it } from 'vitest'
import { METRICS, rowDistance, type Metric } from '../../server/cluster/rows/metric.js'
import { prepareRows } from '../../server/cluster/rows/prepareRows.js'
import type { Rows } from '../../server/cluster/rows/rows.js'
import { countDistinct } from '../../server/variety/countDistinct.js'
import { blobRows } from '../cluster/randomRows.js'

/** Row by row, by its words. */
function countByPairs(rows: Rows, metric: Metric, within: number): number {
  const { values, count, dimension } = prepareRows(rows, metric)
  const kept: number[] = []
  for (let row = 0; row < count; row++)
    if (!kept.some((other) => rowDistance[metric](values, other, values, row, dimension) <= within)) kept.push(row)
  return kept.length
}

describe('countDistinct', () => {
  it.each(METRICS)('keeps what comparing with every kept row keeps, at the very distances that occur: %s', (metric) => {
    const rows = blobRows(300, 6, 4, 91)
    rows.values.copyWithin(6 * 150, 0, 6 * 20) // twenty rows are there twice
    const { values } = prepareRows(rows, metric)
    const some = [0, ...[40, 80, 120].map((row) => rowDistance[metric](values, 3, values, row, 6))]
    for (const within of some) expect(countDistinct(rows, metric, within)).toBe(countByPairs(rows, metric, within))
    expect(countDistinct(rows, metric, 0)).toBe(280)
  })
})
