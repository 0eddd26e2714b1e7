import { describe, expect, it } from 'vitest'
import { RowSearch } from '../../server/cluster/rowSearch.js'
import { METRICS } from '../../server/cluster/rows/metric.js'
import type { Rows } from '../../server/cluster/rows/rows.js'
import { blobRows } from './randomRows.js'
import { sortedNeighbors } from './sortedNeighbors.js'

/** Rows of many numbers that vary ever less, in a mixed order: far rows are given up before all are added. */
function fadingRows(count: number, dimension: number, seed: number): Rows {
  const { values } = blobRows(count, dimension, 9, seed)
  return { values: values.map((value, at) => value * 0.97 ** ((37 * (at % dimension)) % dimension)), count, dimension }
}

describe('RowSearch', () => {
  const cases = METRICS.flatMap((metric) => [1, 7, 25, 300, 503, 1000].map((k) => ({ metric, k })))

  it.each(cases)('agrees with sorting all distances, to the last bit: $k of 503, $metric', ({ metric, k }) => {
    const rows = blobRows(503, 7, 9, 2)
    for (let row = 40; row < 60; row++) rows.values.copyWithin(7 * row, 0, 7) // 21 rows are equal
    const search = new RowSearch(rows, metric)
    for (const at of [0, 5, 502]) {
      const query = rows.values.slice(7 * at, 7 * at + 7)
      expect(search.nearest(query, k)).toEqual(sortedNeighbors(rows, query, metric).slice(0, k))
    }
  })

  it.each(METRICS.flatMap((metric) => [33, 200].map((dimension) => ({ metric, dimension }))))(
    'agrees with sorting all distances where far rows are given up: $dimension numbers, $metric',
    ({ metric, dimension }) => {
      const rows = fadingRows(402, dimension, 12)
      const search = new RowSearch(rows, metric)
      for (const at of [0, 7, 401]) {
        const query = rows.values.slice(dimension * at, dimension * (at + 1))
        expect(search.nearest(query, 12)).toEqual(sortedNeighbors(rows, query, metric).slice(0, 12))
      }
    },
  )

  it.each(METRICS)('tells apart what single precision does not: %s', (metric) => {
    // On a circle around the query, but for the rounding of their numbers.
    const values = Float32Array.from(
      { length: 2 * 900 },
      (_, at) => 3 + (at % 2 ? Math.cos(at >> 1) : Math.sin(at >> 1)),
    )
    const rows = { values, count: 900, dimension: 2 }
    const query = Float32Array.of(3, 3)
    expect(new RowSearch(rows, metric).nearest(query, 10)).toEqual(sortedNeighbors(rows, query, metric).slice(0, 10))
  })

  it.each(METRICS)('finds rows for a query many times as long as they are: %s', (metric) => {
    const rows = blobRows(400, 5, 9, 2)
    const query = Float32Array.from(rows.values.subarray(0, 5), (value) => 1e6 * value)
    expect(new RowSearch(rows, metric).nearest(query, 3)).toEqual(sortedNeighbors(rows, query, metric).slice(0, 3))
  })

  it.each([
    { code: 'cluster.nonFinite', query: [1, NaN] },
    { code: 'cluster.zeroRow', query: [0, 0] },
  ])('refuses the query $query with $code', ({ code, query }) => {
    const search = new RowSearch({ values: Float32Array.of(1, 2, 3, 4), count: 2, dimension: 2 }, 'cosine')
    expect(() => search.nearest(Float32Array.from(query), 1)).toThrow(expect.objectContaining({ code }))
  })
})
