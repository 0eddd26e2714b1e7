import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countOpenEdges } from '../../server/mesh/countOpenEdges.js'

const TETRAHEDRON = [0, 1, 2, 0, 3, 1, 0, 2, 3, 1, 3, 2]
const mesh = (triangles: readonly number[], vertices = Math.max(...triangles, 0) + 1) => ({
  positions: new Float32Array(3 * vertices),
  triangles: new Uint32Array(triangles),
})

/** By the definition, edge by edge. */
function countedByHand(triangles: readonly number[]): number {
  const edges = triangles.map((first, corner) => [first, triangles[corner % 3 === 2 ? corner - 2 : corner + 1]])
  const count = (a: number, b: number) => edges.filter(([from, to]) => from === a && to === b).length
  return edges.filter(([a, b]) => count(a, b) !== 1 || count(b, a) !== 1).length
}

describe('countOpenEdges', () => {
  it.each([
    ['a closed mesh', TETRAHEDRON, 0],
    ['two closed meshes', [...TETRAHEDRON, ...TETRAHEDRON.map((vertex) => vertex + 4)], 0],
    ['no triangle', [], 0],
    ['one triangle', [0, 1, 2], 3],
    ['a missing triangle', TETRAHEDRON.slice(3), 3],
    ['a triangle that looks inward', [0, 2, 1, ...TETRAHEDRON.slice(3)], 6],
    ['a triangle that is there twice', [...TETRAHEDRON, 0, 1, 2], 9],
    ['an edge of four triangles', [...TETRAHEDRON, ...[0, 1, 4, 0, 5, 1, 0, 4, 5, 1, 5, 4]], 4],
  ])('of %s', (_, triangles, open) => {
    expect(countOpenEdges(mesh(triangles))).toBe(open)
  })

  it('is what counting edge by edge gives', () => {
    const triangle = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(fc.array(triangle, { maxLength: 12 }), (triangles) => {
        expect(countOpenEdges(mesh(triangles.flat(), 7))).toBe(countedByHand(triangles.flat()))
      }),
    )
  })
})
