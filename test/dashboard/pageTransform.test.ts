import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pageTransform } from '../../dashboard/viewer/pageTransform.js'

const NUMBER = fc.integer({ min: -100, max: 100 })
const UP = fc.constantFrom('y', 'z')
type Point = readonly number[]

const apply = (rows: readonly number[], [x, y, z]: Point): Point =>
  [0, 4, 8].map((at) => rows[at] * x + rows[at + 1] * y + rows[at + 2] * z + rows[at + 3])
/** As the server turns meshes for the page. */
const shown = ([x, y, z]: Point, up: 'y' | 'z'): Point => (up === 'y' ? [x, -z, y] : [x, y, z])

describe('pageTransform', () => {
  it('takes what the page shows of one file to what it shows of the other, whatever points up in each', () => {
    const transforms = fc.array(NUMBER, { minLength: 12, maxLength: 12 })
    const points = fc.tuple(NUMBER, NUMBER, NUMBER)
    fc.assert(
      fc.property(transforms, points, UP, UP, (transform, point, from, to) => {
        const there = apply(pageTransform(transform, from, to), shown(point, from))
        expect(there.map((value) => value + 0)).toEqual(shown(apply(transform, point), to).map((value) => value + 0))
      }),
    )
  })
})
