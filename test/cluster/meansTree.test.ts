import { describe, expect, it } from 'vitest'
import { chainTree } from '../../server/cluster/chainTree.js'
import { meansTree } from '../../server/cluster/meansTree.js'
import { prepareRows } from '../../server/cluster/rows/prepareRows.js'
import type { Rows } from '../../server/cluster/rows/rows.js'
import { groupsOfTree } from './groupsOfTree.js'
import { blobRows, testRandom } from './randomRows.js'

const LINKAGES = [
  { metric: 'cosine', linkage: 'average' },
  { metric: 'euclidean', linkage: 'ward' },
] as const

const changed = (rows: Rows, change: (value: number) => number): Rows => ({ ...rows, values: rows.values.map(change) })

function cornersOfGrid(): Rows {
  const values = Float32Array.from({ length: 2 * 441 }, (_, at) => 1 + (at % 2 ? (at >> 1) % 21 : Math.floor(at / 42)))
  return { values, count: 441, dimension: 2 }
}

/** Each of 150 rows nine times: more equal ones than a list of neighbors holds. */
function copies(): Rows {
  const { values } = blobRows(150, 5, 6, 31)
  const count = 9 * 150
  return {
    values: Float32Array.from({ length: 5 * count }, (_, at) => values[at % values.length]),
    count,
    dimension: 5,
  }
}

/** A row and 250 others, all as far from it but for the rounding of their numbers, and farther from each other. */
function cone(): Rows {
  const [count, dimension] = [251, 48]
  const random = testRandom(8)
  const values = new Float32Array(count * dimension)
  values[0] = 1
  for (let row = 1; row < count; row++) {
    const side = Array.from({ length: dimension - 1 }, () => random() + random() + random() - 1.5)
    const length = Math.hypot(...side)
    values.set([0.5, ...side.map((value) => (Math.sqrt(0.75) * value) / length)], row * dimension)
  }
  return { values, count, dimension }
}

/** Of 130 numbers every seventh varies ten times as much as the others. */
function fading(): Rows {
  const [count, dimension] = [400, 130]
  const { values } = blobRows(count, dimension, 9, 24)
  return { values: values.map((value, at) => ((at % dimension) % 7 ? 0.1 * value : value)), count, dimension }
}

const INPUTS = {
  blobs: blobRows(1200, 12, 9, 17),
  'rows far from the origin': changed(blobRows(700, 3, 5, 18), (value) => 3000 + value),
  'tiny rows': changed(blobRows(500, 7, 5, 19), (value) => 1e-15 * value),
  'huge rows': changed(blobRows(500, 7, 5, 20), (value) => 1e17 * value),
  'neighbors that single precision does not tell apart': cone(),
  'rows nine times': copies(),
  'many numbers, of which some tell most': fading(),
  'one number a row': changed(blobRows(300, 1, 4, 22), (value) => value + 3),
}

describe('meansTree', () => {
  const cases = Object.entries(INPUTS).flatMap(([name, rows]) => LINKAGES.map((tree) => ({ name, rows, ...tree })))

  it.each(cases.filter(({ name, metric }) => name !== 'one number a row' || metric !== 'cosine'))(
    'joins what the matrix of all distances says: $name, $linkage',
    ({ rows, metric, linkage }) => {
      const prepared = prepareRows(rows, metric)
      const byMeans = meansTree(prepared, linkage, 1)
      const byMatrix = chainTree(prepared, linkage)
      const largest = byMatrix.heights[rows.count - 2]
      byMeans.heights.forEach((height, merge) =>
        expect(Math.abs(height - byMatrix.heights[merge])).toBeLessThanOrEqual(1e-6 * largest),
      )
      // Groups of equal rows are any of many, and so are those of which all that is left is rounding.
      const apart = 1e-12 * largest
      expect(groupsOfTree(byMeans, apart)).toEqual(groupsOfTree(byMatrix, apart))
    },
  )

  it('takes equally near groups in the same order as the matrix: a grid, Ward', () => {
    const rows = prepareRows(cornersOfGrid(), 'euclidean')
    expect(groupsOfTree(meansTree(rows, 'ward', 1))).toEqual(groupsOfTree(chainTree(rows, 'ward')))
  })

  it.each(LINKAGES)('is the same tree on two threads: $linkage', ({ metric, linkage }) => {
    const rows = prepareRows(blobRows(6000, 32, 9, 23), metric)
    expect(meansTree(rows, linkage, 2)).toEqual(meansTree(rows, linkage, 1))
  })

  it('ends with what its reporter throws', () => {
    const rows = prepareRows(blobRows(6000, 32, 9, 23), 'cosine')
    const stop = () => () => {
      throw new Error('enough')
    }
    expect(() => meansTree(rows, 'average', 2, stop)).toThrow('enough')
  })
})
