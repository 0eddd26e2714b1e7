import { describe, expect, it } from 'vitest'
import { compareSpace } from '../../server/scene/compareSpace.js'
import { similarInLibrary, similarObjects } from '../../server/scene/similarObjects.js'
import { normalizeRows } from '../../server/table/normalizeRows.js'
import { row, type Table } from '../../server/table/table.js'
import { testRandom } from '../cluster/randomRows.js'

const DIMENSION = 8
const ALL = { count: 0, alike: 0 }

function randomTable(count: number, seed: number): Table {
  const random = testRandom(seed)
  const values = Float32Array.from({ length: count * DIMENSION }, () => random() - 0.5)
  const ids = Array.from({ length: count }, (_, i) => `s${i}`)
  return {
    ...{ descriptor: { kind: 'foreign', numbers: 'embedding' }, ids, classes: ids.map(() => '') },
    ...{ dimension: DIMENSION, values: normalizeRows(values, DIMENSION) },
  }
}

describe('what is similar to an object', () => {
  const form = randomTable(6, 1)
  const rows = Int32Array.of(0, 1, 2, 3, 4, 5, 0, -1) // the seventh shares the first one's mesh, the eighth has none

  it('is told by the angle of their numbers, itself and what can not be compared left out', () => {
    const found = similarObjects(compareSpace(form), rows, 0, ALL)
    expect(found.map(({ index }) => index).sort()).toEqual([1, 2, 3, 4, 5, 6])
    expect(found[0]).toEqual({ index: 6, distance: 0, likeness: 100 })
    for (const { index, distance, likeness } of found) {
      const cosine = row(form, 0).reduce((sum, value, k) => sum + value * row(form, rows[index])[k], 0)
      expect(distance).toBeCloseTo(1 - cosine, 5)
      expect(likeness).toBeCloseTo(100 * Math.max(0, cosine), 3)
    }
  })

  it('is as many, and as alike, as asked for', () => {
    const all = similarObjects(compareSpace(form), rows, 0, ALL)
    expect(similarObjects(compareSpace(form), rows, 0, { count: 2, alike: 0 })).toEqual(all.slice(0, 2))
    const alike = similarObjects(compareSpace(form), rows, 0, { count: 0, alike: 10 })
    expect(alike).toEqual(all.filter(({ likeness }) => likeness >= 10))
  })

  it('is less alike in another size, where that counts', () => {
    const same = Float32Array.from([...row(form, 0), ...row(form, 0)])
    const space = compareSpace({ ...form, ids: ['a', 'b'], classes: ['', ''], values: same }, [1, 2])
    const [{ likeness, distance }] = similarObjects(space, Int32Array.of(0, 1), 0, ALL)
    expect(likeness).toBeCloseTo(75, 1)
    expect(distance).toBeCloseTo(0.25, 3)
  })

  it('in a library has the same figures as in the scene', () => {
    const here = similarObjects(compareSpace(form), Int32Array.of(0, 1, 2, 3, 4, 5), 0, ALL)
    const there = similarInLibrary(form, form, row(form, 0), ALL).filter(({ index }) => index !== 0)
    expect(there.map(({ index }) => index)).toEqual(here.map(({ index }) => index))
    there.forEach(({ likeness }, i) => expect(likeness).toBeCloseTo(here[i].likeness, 4))
  })

  it('is not looked for in a library of other numbers', () => {
    const other: Table = { ...form, descriptor: { kind: 'foreign', numbers: 'histogram' } }
    expect(() => similarInLibrary(other, form, row(form, 0), ALL)).toThrow('histograms')
  })
})
