import { describe, expect, it } from 'vitest'
import { METRICS, rowDistance } from '../../server/cluster/rows/metric.js'
import { prepareRows } from '../../server/cluster/rows/prepareRows.js'
import type { PreparedRows } from '../../server/cluster/rows/rows.js'
import { findRow, joinRows, rowSets } from '../../server/cluster/rowSets.js'
import { spanningTree } from '../../server/cluster/spanningTree.js'
import { blobRows } from './randomRows.js'

/** Lengths of the minimum spanning tree's edges by Kruskal's algorithm: all pairs, shortest first. */
function kruskalLengths({ values, count, dimension, metric }: PreparedRows): Float64Array {
  const pairs: { i: number; j: number; distance: number }[] = []
  for (let i = 0; i < count; i++)
    for (let j = 0; j < i; j++) pairs.push({ i, j, distance: rowDistance[metric](values, i, values, j, dimension) })
  pairs.sort((a, b) => a.distance - b.distance)
  const sets = rowSets(count)
  const isEdge = ({ i, j }: { i: number; j: number }) => {
    if (findRow(sets, i) === findRow(sets, j)) return false
    joinRows(sets, i, j)
    return true
  }
  return Float64Array.from(pairs.filter(isEdge), ({ distance }) => distance)
}

describe('spanningTree', () => {
  const cases = METRICS.flatMap((metric) => [
    ...[1, 1e-6, 1e12].map((scale) => ({ metric, scale, dimension: 9 })),
    { metric, scale: 1, dimension: 100 },
  ])
  const name = 'has the lengths of Kruskal to the last bit: $dimension numbers, $metric, rows times $scale'

  it.each(cases)(name, ({ metric, scale, dimension }) => {
    const blobs = blobRows(501, dimension, 6, 41)
    blobs.values.copyWithin(dimension * 100, 0, dimension * 30) // thirty rows are there twice
    const rows = prepareRows({ ...blobs, values: blobs.values.map((value) => scale * value) }, metric)
    expect(spanningTree(rows).heights).toEqual(kruskalLengths(rows))
  })

  it('tells apart what single precision does not', () => {
    const values = Float32Array.from({ length: 300 }, (_, row) => 1000 + row * 2 ** -13)
    const rows = prepareRows({ values, count: 300, dimension: 1 }, 'euclidean')
    expect(spanningTree(rows).heights).toEqual(new Float64Array(299).fill(2 ** -13))
  })
})
