import { describe, expect, it } from 'vitest'
import { chainTree } from '../../server/cluster/chainTree.js'
import { completeTree } from '../../server/cluster/completeTree.js'
import { METRICS } from '../../server/cluster/rows/metric.js'
import { prepareRows } from '../../server/cluster/rows/prepareRows.js'
import { blobRows } from './randomRows.js'

describe('completeTree', () => {
  const cases = METRICS.flatMap((metric) => [2, 3, 4, 5, 258, 601].map((count) => ({ metric, count })))

  it.each(cases)('is the tree of the plain chain, bit by bit: $count rows, $metric', ({ metric, count }) => {
    const rows = prepareRows(blobRows(count, 9, 6, count), metric)
    expect(completeTree(rows)).toEqual(chainTree(rows, 'complete'))
  })

  it.each(METRICS)('takes equally near groups in the same order: %s', (metric) => {
    const blobs = blobRows(700, 3, 5, 61)
    const values = blobs.values.map((value) => 9 + Math.round(4 * value)) // few values, so many are equal
    const rows = prepareRows({ ...blobs, values }, metric)
    expect(completeTree(rows)).toEqual(chainTree(rows, 'complete'))
  })
})
