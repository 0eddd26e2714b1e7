import { describe, expect, it } from 'vitest'
import { ownFrame } from '../../../server/descriptor/chords/ownFrame.js'
import { surfaceMoments } from '../../../server/descriptor/chords/surfaceMoments.js'
import type { Mesh } from '../../../server/mesh/mesh.js'
import { Random } from '../../../shared/random.js'
import { mapMesh, scaling, subdivide, turning } from '../../support/changeMesh.js'
import { dot, type Vector } from '../../support/hitsOf.js'
import { cube } from '../../support/meshes.js'

/** Float32 coordinates of a turned mesh are this rough. */
const ROUGH = 1e-5

const frameOf = ({ positions, triangles }: Mesh) => ownFrame(Float64Array.from(positions), triangles)

function randomTriangles(seed: number): Mesh {
  const random = new Random(seed)
  return {
    positions: Float32Array.from({ length: 90 }, () => random.decimal(-1, 1)),
    triangles: Uint32Array.from({ length: 30 }, (_, i) => i),
  }
}

/** Largest difference of coordinates that the vertices of two meshes have in their own frames. */
function difference(a: Mesh, b: Mesh): number {
  const own = (mesh: Mesh) => {
    const { positions } = mapMesh(mesh, frameOf(mesh))
    return positions
  }
  const [x, y] = [own(a), own(b)]
  return Math.max(...x.map((value, i) => Math.abs(value - y[i])))
}

describe('ownFrame', () => {
  const turns: [Vector, number][] = [
    [[0.36, 0.48, 0.8], 1],
    [[1, 0, 0], Math.PI],
    [[0, 0, 1], Math.PI / 2],
    [[0.6, -0.8, 0], 2.5],
  ]

  it.each([1, 2, 3, 4, 5])('turns with the surface, seed %i', (seed) => {
    const mesh = randomTriangles(seed)
    for (const [axis, angle] of turns) expect(difference(mesh, mapMesh(mesh, turning(axis, angle)))).toBeLessThan(ROUGH)
    expect(frameOf(subdivide(mesh)).flat()).toEqual(
      frameOf(mesh)
        .flat()
        .map((value) => expect.closeTo(value, 5) as number),
    )
  })

  it('turns with a surface that has a plane of symmetry, whose moment across it is zero', () => {
    const { positions, triangles } = mapMesh(cube(), scaling(1, 2, 3))
    const roof = positions.map((value, i) => (i % 3 !== 1 && positions[i - (i % 3) + 1] > 0 ? value * 0.5 : value))
    const house = mapMesh({ positions: roof, triangles }, scaling(1), [0, 0, 0.5])
    for (const [axis, angle] of turns)
      expect(difference(house, mapMesh(house, turning(axis, angle)))).toBeLessThan(ROUGH)
  })

  it('is of unit axes at right angles, right-handed, for anything', () => {
    const flat = { positions: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0), triangles: Uint32Array.of(0, 1, 2) }
    const line = { positions: Float32Array.of(0, 0, 0, 1, 1, 1, 2, 2, 2), triangles: Uint32Array.of(0, 1, 2) }
    for (const mesh of [cube(), mapMesh(cube(), scaling(1, 1, 2)), mapMesh(cube(), scaling(1, 2, 2)), flat, line]) {
      const [a, b, c] = frameOf(mesh)
      expect([dot(a, a), dot(b, b), dot(c, c), dot(a, b), dot(b, c), dot(c, a)]).toEqual(
        [1, 1, 1, 0, 0, 0].map((value) => expect.closeTo(value, 12) as number),
      )
      const volume =
        a[0] * (b[1] * c[2] - b[2] * c[1]) + a[1] * (b[2] * c[0] - b[0] * c[2]) + a[2] * (b[0] * c[1] - b[1] * c[0])
      expect(volume).toBeCloseTo(1, 12)
    }
  })

  it('leaves a cube as it stands', () => {
    expect(frameOf(cube()).flat()).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1])
  })
})

describe('surfaceMoments', () => {
  it('gives the closed forms of a cube that reaches from 0 to 1', () => {
    const unit = mapMesh(cube(), scaling(0.5), [0.5, 0.5, 0.5])
    const moments = surfaceMoments(Float64Array.from(unit.positions), unit.triangles)
    // Of two faces x is 0 and 1, on four it runs evenly between: the integral of x^n is 1 + 4 / (n + 1).
    for (const name of ['xx', 'yy', 'zz'] as const) expect(moments[name]).toBeCloseTo(1 + 4 / 3, 12)
    for (const name of ['xxx', 'yyy', 'zzz'] as const) expect(moments[name]).toBeCloseTo(1 + 4 / 4, 12)
    // Faces of x, of y: 1/2 each; the faces of z: 1/4 each.
    for (const name of ['xy', 'xz', 'yz'] as const) expect(moments[name]).toBeCloseTo(1 / 2 + 1 / 2 + 2 / 4, 12)
    expect(moments.xyz).toBeCloseTo(3 / 4, 12)
    for (const name of ['xxy', 'xzz', 'yyz'] as const) expect(moments[name]).toBeCloseTo(1 / 2 + 1 / 3 + 2 / 6, 12)
  })
})
