import { describe, expect, it } from 'vitest'
import { MOST_PLACED, neighborPlane } from '../../server/picture/neighborPlane.js'
import { testRandom } from '../cluster/randomRows.js'

const [GROUPS, EACH, DIMENSION] = [4, 40, 12]

/** Blobs far apart in space, in turn; the last rows equal the first ones. */
function blobs(copies: number) {
  const random = testRandom(2)
  const center = (group: number, d: number) => (d === group ? 10 : 0)
  const rows = Array.from({ length: GROUPS * EACH }, (_, row) =>
    Array.from({ length: DIMENSION }, (_, d) => center(row % GROUPS, d) + random()),
  )
  const all = [...rows, ...rows.slice(0, copies)]
  return { values: Float32Array.from(all.flat()), count: all.length, dimension: DIMENSION }
}

describe('neighborPlane', () => {
  const rows = blobs(GROUPS)
  const plane = neighborPlane(rows, 'euclidean')
  const at = (row: number) => [plane[2 * row], plane[2 * row + 1]]

  it('keeps neighbors: every row lies nearest to another one of its blob', () => {
    for (let row = 0; row < GROUPS * EACH; row++) {
      const [x, y] = at(row)
      let [nearest, least] = [-1, Infinity]
      for (let other = 0; other < GROUPS * EACH; other++) {
        const distance = Math.hypot(at(other)[0] - x, at(other)[1] - y)
        if (other !== row && distance < least) [nearest, least] = [other, distance]
      }
      expect(nearest % GROUPS).toBe(row % GROUPS)
    }
  })

  it('draws equal rows on one spot, and equal input alike', () => {
    for (let copy = 0; copy < GROUPS; copy++) expect(at(GROUPS * EACH + copy)).toEqual(at(copy))
    expect(neighborPlane(rows, 'euclidean')).toEqual(plane)
  })

  it('lays out any number of rows, and refuses what would take minutes', () => {
    const line = (count: number) => Float32Array.from({ length: count }, (_, i) => i + 1)
    for (const count of [0, 1, 2, 3, 4, 5])
      expect(neighborPlane({ values: line(count), count, dimension: 1 }, 'euclidean')).toHaveLength(2 * count)
    const many = { values: line(MOST_PLACED + 1), count: MOST_PLACED + 1, dimension: 1 }
    const refusal = { code: 'map.tooManyShapes', values: { count: MOST_PLACED + 1, most: MOST_PLACED } }
    expect(() => neighborPlane(many, 'euclidean')).toThrow(expect.objectContaining(refusal) as Error)
  })
})
