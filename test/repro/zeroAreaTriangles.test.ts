import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import { chordHistograms } from '../../server/descriptor/chords/chordHistograms.js'
import { shapeDescriptor } from '../../server/descriptor/shape/shapeDescriptor.js'
import { checkMesh } from '../../server/mesh/checkMesh.js'
import type { Mesh } from '../../server/mesh/mesh.js'
import { parseMesh } from '../../server/mesh/parseMesh.js'
import { joined, mapMesh, scaling, turning } from '../support/changeMesh.js'
import { binaryStl, cubeFacets, cubeTriangles, facetText } from '../support/cubeFiles.js'
import { bumpySphere } from '../support/meshes.js'

/**
 * Triangles without area moved and shrank the whole mesh: writers pad with facets of zeros, modifiers leave collapsed faces
 * behind, and a truck far from the origin was least alike of all to its own copy (chords 4.3, shape up y 0.3).
 */

const shape = mapMesh(bumpySphere(400), scaling(3, 2, 1), [10, -20, 30])
const flat = (...corners: number[]): Mesh => ({
  positions: Float32Array.from(corners),
  triangles: Uint32Array.of(0, 1, 2),
})
const random = new Random(5)
const anywhere = (): number => random.decimal(-100, 100)

/** Three corners on a line in any direction, as exact as float32 is. */
function onLine(): Mesh {
  const [start, way] = [0, 1].map(() => [anywhere(), anywhere(), anywhere()])
  const at = (s: number) => start.map((x, k) => x + s * way[k])
  return flat(...at(0), ...at(random.decimal(0, 1)), ...at(1))
}

const ADDED: readonly [string, Mesh, number][] = [
  ['zeros at the origin', flat(0, 0, 0, 0, 0, 0, 0, 0, 0), 1],
  ['a corner twice, far away', flat(900, 800, 700, 900, 800, 700, -500, 0, 0), 1],
  ['corners on an axis', flat(500, 0, 0, 600, 0, 0, 900, 0, 0), 1],
  ['corners on a line of thirds', flat(0, 0, 0, 100 / 3, 200 / 3, -100 / 3, 100, 200, -100), 1],
  ['50 lines anywhere', joined(...Array.from({ length: 50 }, onLine)), 50],
  ['a needle 10,000,000 times as long as high', flat(0, 0, 0, 1000, 0, 0, 1000, 1e-4, 0), 1],
  ['numbers almost too large', flat(3e38, -3e38, 3e38, 3e38, -3e38, 3e38, 0, 0, 0), 1],
]

describe('a mesh with triangles without area', () => {
  it.each(ADDED)('is described as without them, and they are counted: %s', (_, added, count) => {
    const plain = checkMesh(shape)
    for (const mesh of [joined(shape, added), joined(added, shape)]) {
      const checked = checkMesh(mesh)
      expect(checked.repairs).toEqual([{ kind: 'flatTriangles', count }])
      expect(checked.positions).toEqual(plain.positions)
      expect(checked.triangles).toEqual(plain.triangles)
    }
  })

  it('has the same chords and the same shape, whichever center and axis', () => {
    const [padded, plain] = [checkMesh(joined(ADDED[0][1], shape, ADDED[1][1])), checkMesh(shape)]
    for (const center of ['box', 'sphere'] as const)
      for (const source of ['model', 'hull'] as const) {
        const options = { center, source, points: 200 }
        expect(chordHistograms(padded, options).counts).toEqual(chordHistograms(plain, options).counts)
      }
    for (const up of ['none', 'y', 'z'] as const)
      expect(shapeDescriptor(padded, up)).toEqual(shapeDescriptor(plain, up))
  })

  it('loses none that have area: needles, small ones, far ones', () => {
    const thin = flat(0, 0, 0, 1000, 0, 0, 1000, 0.01, 0)
    const small = mapMesh(flat(0, 0, 0, 1, 0, 0, 0, 1, 0), scaling(1e-3), [10, 10, 10])
    const tiny = mapMesh(flat(0, 0, 0, 1, 0, 0, 0, 1, 0), scaling(1e-30))
    for (const mesh of [thin, small, tiny, mapMesh(thin, turning([0.36, 0.48, 0.8], 1))])
      expect(checkMesh(joined(mesh, mesh)).repairs).toEqual([])
  })

  it('keeps its arrays where there is nothing to leave out', () => {
    const checked = checkMesh(shape)
    expect(checked.positions).toBe(shape.positions)
    expect(checked.triangles).toEqual(shape.triangles)
    expect(checked.repairs).toEqual([])
  })

  it('is left as it is where no triangle has area', () => {
    const lines = flat(0, 0, 0, 1, 1, 1, 2, 2, 2)
    expect(checkMesh(lines)).toMatchObject({ ...lines, repairs: [] })
  })

  it('loses vertices that no triangle uses, whatever they are', () => {
    const { positions, triangles } = shape
    const loose = {
      positions: Float32Array.of(NaN, 1, 2, ...positions, 9e9, 0, 0),
      triangles: triangles.map((v) => v + 1),
    }
    expect(checkMesh(loose)).toMatchObject({ positions, triangles })
  })

  it.each([
    [
      'binary STL',
      'stl',
      binaryStl([
        [
          [0, 0, 0],
          [0, 0, 0],
          [0, 0, 0],
        ],
        ...cubeTriangles([10, 10, 10]),
      ]),
    ],
    [
      'text STL',
      'stl',
      Buffer.from(
        `solid\n${facetText([
          [900, 0, 0],
          [900, 0, 0],
          [0, 0, 0],
        ])}${cubeFacets().join('')}endsolid`,
      ),
    ],
  ] as const)('is read whole from a %s, and loses them when it is checked', (_, format, bytes) => {
    const mesh = parseMesh(bytes, format)
    expect(mesh.triangles.length).toBe(39)
    expect(checkMesh(mesh)).toMatchObject({ repairs: [{ kind: 'flatTriangles', count: 1 }] })
    expect(checkMesh(mesh).triangles.length).toBe(36)
  })
})
