import { describe, expect, it } from 'vitest'
import { sayOfLook } from '../../server/checkpoint/sayOfLook.js'
import { drawnSurface } from '../../server/views/drawnSurface.js'
import { thinness } from '../../server/views/thinness.js'
import type { Mesh } from '../../server/mesh/mesh.js'
import { Random } from '../../shared/random.js'
import { mapMesh, scaling, subdivide, turning } from '../support/changeMesh.js'
import { bumpySphere, cube } from '../support/meshes.js'

const thinnessOf = (mesh: Mesh): number => thinness(drawnSurface(mesh))

/** A closed box's standard deviation along the side `along`, its faces' areas worked out by hand. */
function boxSpread(along: number, other: number, third: number): number {
  const [caps, walls] = [2 * other * third, 2 * along * (other + third)]
  return Math.sqrt((caps * (along / 2) ** 2 + (walls * along ** 2) / 12) / (caps + walls))
}

describe('thinness', () => {
  it.each([
    [1, 2, 3],
    [0.05, 1, 1.5],
    [0.001, 2, 1],
  ])('is that of a box by hand: %d x %d x %d', (a, b, c) => {
    const spreads = [boxSpread(a, b, c), boxSpread(b, c, a), boxSpread(c, a, b)].sort((x, y) => x - y)
    expect(thinnessOf(mapMesh(cube(), scaling(a, b, c)))).toBeCloseTo(spreads[0] / spreads[1], 5)
  })

  it('is 1 of a cube and of a rod, 0 of what is flat, and 1 where there is no area', () => {
    expect(thinnessOf(cube())).toBeCloseTo(1, 5)
    expect(thinnessOf(mapMesh(cube(), scaling(1, 1, 50)))).toBeCloseTo(1, 5)
    const square: Mesh = {
      positions: Float32Array.of(0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0),
      triangles: Uint32Array.of(0, 1, 2, 0, 2, 3),
    }
    expect(thinnessOf(mapMesh(square, turning([1, 2, 3], 0.7)))).toBeLessThan(1e-5)
    expect(thinnessOf({ positions: square.positions, triangles: Uint32Array.of(0, 1, 1) })).toBe(1)
  })

  it('does not ask where a shape lies, how it is turned, how large it is, how finely it is cut, and in which order', () => {
    const seed = 12
    const random = new Random(seed)
    const shape = mapMesh(bumpySphere(300), scaling(1, 0.7, 0.06))
    const expected = thinnessOf(shape)
    const anyTurn = () => {
      const axis = [random.uniform(), random.uniform(), random.uniform()]
      const [x, y, z] = axis.map((value) => value / Math.hypot(...axis))
      return turning([x, y, z], 6 * random.uniform())
    }
    for (let i = 0; i < 5; i++) {
      const moved = mapMesh(mapMesh(shape, anyTurn()), scaling(37), [5, -3, 8])
      expect(thinnessOf(moved), `seed ${seed}`).toBeCloseTo(expected, 4)
    }
    expect(thinnessOf(subdivide(shape))).toBeCloseTo(expected, 5)
    expect(thinnessOf({ ...shape, triangles: shape.triangles.toReversed() })).toBe(expected)
  })
})

it('a look counts once for a solid shape, three times for a flat one, and less the thicker it is', () => {
  expect(sayOfLook(1)).toBeCloseTo(1, 10)
  expect(sayOfLook(0)).toBe(3)
  const says = Array.from({ length: 50 }, (_, i) => sayOfLook(i / 50))
  expect(says.toSorted((a, b) => b - a)).toEqual(says)
})
