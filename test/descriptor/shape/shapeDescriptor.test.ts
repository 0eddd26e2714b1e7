import { describe, expect, it } from 'vitest'
import {
  shapeDescriptor,
  shapeLength,
  shapeParts,
  type UpAxis,
} from '../../../server/descriptor/shape/shapeDescriptor.js'
import { checkMesh } from '../../../server/mesh/checkMesh.js'
import type { Mesh } from '../../../server/mesh/mesh.js'
import { mapMesh, scaling, subdivide, turning, turnOver } from '../../support/changeMesh.js'
import { bumpySphere, cube } from '../../support/meshes.js'

const UPS: readonly UpAxis[] = ['none', 'y', 'z']

/** A block with a tower on one corner: nothing about it is symmetric. */
function house(): Mesh {
  const block = mapMesh(cube(), scaling(2, 1, 3))
  const tower = mapMesh(cube(), scaling(0.4, 1.5, 0.7), [1.5, 2.5, -2])
  return {
    positions: Float32Array.of(...block.positions, ...tower.positions),
    triangles: Uint32Array.of(...block.triangles, ...tower.triangles.map((vertex) => vertex + 8)),
  }
}

const distance = (a: Float32Array, b: Float32Array): number => a.reduce((sum, x, i) => sum + Math.abs(x - b[i]), 0)

/** Sampling noise of an unchanged surface; two unlike shapes are about 1 apart. */
const NOISE = 0.06

describe.each(UPS)('shapeDescriptor, up %s', (up) => {
  const plain = shapeDescriptor(checkMesh(house()), up)
  const farFrom = (changed: Mesh) => distance(shapeDescriptor(checkMesh(changed), up), plain)

  it('has the stated length, finite numbers, and the same bytes every time', () => {
    expect(plain.length).toBe(shapeLength(up))
    expect(shapeParts(up).reduce((sum, { length }) => sum + length, 0)).toBe(plain.length)
    expect(plain.every((x) => x >= 0 && x < 10)).toBe(true)
    expect(shapeDescriptor(checkMesh(house()), up)).toEqual(plain)
  })

  it('tells unlike shapes apart', () => {
    expect(farFrom(cube())).toBeGreaterThan(0.5)
    expect(farFrom(bumpySphere(2000))).toBeGreaterThan(0.8)
  })

  it.each([
    ['moved', (mesh: Mesh) => mapMesh(mesh, scaling(1), [100, -20, 3])],
    ['scaled', (mesh: Mesh) => mapMesh(mesh, scaling(1e-3))],
    ['scaled to 1e-30', (mesh: Mesh) => mapMesh(mesh, scaling(1e-30))],
    ['scaled to 1e+30', (mesh: Mesh) => mapMesh(mesh, scaling(1e30))],
    ['mirrored', (mesh: Mesh) => mapMesh(mesh, scaling(-1, 1, 1))],
    ['turned over face by face, in another order', turnOver],
    ['cut finer', (mesh: Mesh) => subdivide(subdivide(mesh))],
  ])('does not notice a mesh %s', (_, change) => {
    expect(farFrom(change(house()))).toBeLessThan(NOISE)
  })

  it('does not notice a turn around the up axis, nor any where there is none', () => {
    const axis = { none: [0.36, 0.48, 0.8], y: [0, 1, 0], z: [0, 0, 1] } as const
    for (const angle of [0.3, 1, 2]) expect(farFrom(mapMesh(house(), turning(axis[up], angle)))).toBeLessThan(NOISE)
  })

  it.each([
    ['mesh.empty', { positions: new Float32Array(9), triangles: new Uint32Array(0) }],
    ['mesh.noExtent', { positions: new Float32Array(9).fill(2), triangles: Uint32Array.of(0, 1, 2) }],
    ['mesh.noArea', { positions: Float32Array.of(0, 0, 0, 1, 1, 1, 3, 3, 3), triangles: Uint32Array.of(0, 1, 2) }],
    ['mesh.nonFinite', { positions: Float32Array.of(0, 0, 0, 1, NaN, 1, 3, 3, 3), triangles: Uint32Array.of(0, 1, 2) }],
  ])('refuses with %s', (code, mesh) => {
    expect(() => shapeDescriptor(checkMesh(mesh), up)).toThrow(expect.objectContaining({ code }))
  })

  it.each([
    ['one triangle', [0, 0, 0, 1, 0, 0, 0, 1, 0]],
    ['one standing triangle', [0, 0, 0, 0, 1, 0, 0, 0, 1]],
    ['one sliver', [0, 0, 0, 1, 0, 0, 1, 1e-6, 0]],
  ])('describes %s by finite numbers', (_, corners) => {
    const mesh = { positions: Float32Array.from(corners), triangles: Uint32Array.of(0, 1, 2) }
    expect(shapeDescriptor(checkMesh(mesh), up).every(Number.isFinite)).toBe(true)
  })
})

describe('shapeDescriptor with an up axis', () => {
  it('notices a house lying on its side, and takes y up and z up for the same', () => {
    const standing = shapeDescriptor(checkMesh(house()), 'y')
    expect(
      distance(shapeDescriptor(checkMesh(mapMesh(house(), turning([1, 0, 0], Math.PI / 2))), 'z'), standing),
    ).toBeLessThan(0.01)
    expect(distance(shapeDescriptor(checkMesh(house()), 'z'), standing)).toBeGreaterThan(0.2)
  })
})

describe('shapeDescriptor of a ball', () => {
  it('has all of its surface one radius away, facing outward', () => {
    const values = shapeDescriptor(checkMesh(bumpySphere(20_000, 0)), 'none')
    let at = 0
    for (const { name, length } of shapeParts('none')) {
      const part = values.subarray(at, (at += length))
      if (name !== 'center') continue
      // One radius lies on the border of the 4th and 5th of 8 intervals up to two; the cosine is in the last.
      expect([...part.keys()].filter((i) => part[i] > 0.02 * Math.max(...part))).toEqual([3 * 8 + 7, 4 * 8 + 7])
    }
  })
})
