import { describe, expect, it } from 'vitest'
import type { Mesh } from '../../server/mesh/mesh.js'
import { drawnSurface } from '../../server/views/drawnSurface.js'
import { ownViews } from '../../server/views/ownViews.js'
import { rectilinearAxes } from '../../server/views/rectilinearAxes.js'
import { renderViews } from '../../server/views/renderViews.js'
import type { Vector } from '../../server/views/viewFrame.js'
import { Random } from '../../shared/random.js'
import { joined, mapMesh, scaling, turning } from '../support/changeMesh.js'
import { bumpySphere, cube } from '../support/meshes.js'

const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

/** A turn at random, from `random`. */
function anyTurn(random: Random) {
  const axis = [0, 0, 0].map(() => random.decimal(-1, 1) + 1e-4)
  const length = Math.hypot(...axis)
  const [x, y, z] = axis.map((value) => value / length)
  return turning([x, y, z], random.decimal(0, 6.283))
}

/** Legs, seat and back: neither its longest way nor its principal axes are upright. */
const chair = (): Mesh =>
  joined(
    ...[-0.4, 0.4].flatMap((x) => [-0.4, 0.4].map((z) => mapMesh(cube(), scaling(0.05, 0.4, 0.05), [x, 0.4, z]))),
    mapMesh(cube(), scaling(0.5, 0.05, 0.5), [0, 0.85, 0]),
    mapMesh(cube(), scaling(0.5, 0.6, 0.05), [0, 1.5, -0.45]),
  )

describe('rectilinearAxes', () => {
  it.each([1, 2, 3, 4, 5])('are the sides of what stands on them, however it is turned, seed %i', (seed) => {
    const random = new Random(seed)
    const leaning = mapMesh(cube(), turning([0, 0.6, 0.8], 0.5), [0.5, 0.2, 0.1])
    const cases: [Mesh, number][] = [
      [mapMesh(cube(), scaling(1, 0.6, 0.3)), 1e-5],
      [cube(), 1e-5],
      [chair(), 1e-5],
      // Something lies on it askew, an eighth of its area: that pulls a little.
      [joined(chair(), mapMesh(leaning, scaling(0.2))), 0.06],
    ]
    for (const [mesh, most] of cases) {
      const matrix = anyTurn(random)
      const axes = rectilinearAxes(drawnSurface(mapMesh(mesh, matrix)))
      const sides = [0, 1, 2].map((k): Vector => [matrix[0][k], matrix[1][k], matrix[2][k]])
      for (const side of sides) {
        const ways = axes.map((axis) => {
          const sign = Math.sign(dot(axis, side))
          return Math.hypot(...axis.map((value, k) => value - sign * side[k]))
        })
        expect(Math.min(...ways)).toBeLessThan(most)
      }
    }
  })

  it('are a frame, also of what has no sides, no area or nothing at all', () => {
    const nothing = { positions: new Float32Array(0), triangles: new Uint32Array(0) }
    for (const mesh of [
      bumpySphere(1000, 0),
      bumpySphere(1000),
      mapMesh(cube(), scaling(1, 1, 0)),
      mapMesh(cube(), scaling(1, 0, 0)),
      nothing,
    ]) {
      const [a, b, c] = rectilinearAxes(drawnSurface(mesh))
      for (const [p, q, product] of [
        [a, a, 1],
        [b, b, 1],
        [c, c, 1],
        [a, b, 0],
        [b, c, 0],
        [c, a, 0],
      ] as const)
        // prettier-ignore
        expect(Math.abs(dot(p, q) - product)).toBeLessThan(3e-6)
    }
  })
})

describe('ownViews', () => {
  it('show a chair upright once, as if its up were known', () => {
    const random = new Random(11)
    const surface = drawnSurface(mapMesh(chair(), anyTurn(random)))
    const upright = renderViews(chair(), { up: 'y', size: 64 })
    const own = renderViews(mapMesh(chair(), anyTurn(random)), { up: 'none', count: 12, size: 64 })
    const differences = own.map((picture) =>
      Math.min(...upright.map((other) => picture.filter((gray, i) => Math.abs(gray - other[i]) > 20).length)),
    )
    expect(ownViews(surface, 12).length).toBe(12)
    // Two opposite views of one upright direction; the other ten look at it lying.
    expect(differences.filter((count) => count < 64 * 64 * 0.02).length).toBe(2)
  })

  it('take each of six directions for up, the twelve two times from opposite sides', () => {
    const surface = drawnSurface(mapMesh(cube(), scaling(1, 0.6, 0.3)))
    const [six, twelve] = [ownViews(surface, 6), ownViews(surface, 12)]
    expect(twelve.filter((_, index) => index % 2 === 0)).toEqual(six)
    // At 25 degrees above, a view's up leans by 25 degrees from the direction taken for up.
    const axes = [0, 1, 2].flatMap((k) => [1, -1].map((sign): Vector => [0, 1, 2].map((i) => (i === k ? sign : 0)) as unknown as Vector)) // prettier-ignore
    for (const axis of axes) {
      const upright = twelve.filter(({ up }) => Math.abs(dot(up, axis) - Math.cos((25 / 180) * Math.PI)) < 1e-5)
      expect(upright.length).toBe(2)
      const [a, b] = upright.map(({ right }) => right)
      expect(dot(a, b)).toBeCloseTo(-1, 5)
    }
  })
})
