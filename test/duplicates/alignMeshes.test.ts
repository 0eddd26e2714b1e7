import { describe, expect, it } from 'vitest'
import { prepareAlignment } from '../../server/duplicates/alignedMesh.js'
import { alignMeshes, ROUNDING } from '../../server/duplicates/alignMeshes.js'
import { angleOf, isMirrored } from '../../server/duplicates/pose.js'
import { checkMesh } from '../../server/mesh/checkMesh.js'
import type { Mesh } from '../../server/mesh/mesh.js'
import { Random } from '../../shared/random.js'
import { joined, mapMesh, scaling, subdivide, turning } from '../support/changeMesh.js'
import { decimate } from '../support/decimate.js'
import { bumpySphere, cube } from '../support/meshes.js'

const SEED = 11
const random = new Random(SEED)
const between = (low: number, high: number) => low + (high - low) * random.uniform()
const prepared = (mesh: Mesh) => prepareAlignment(checkMesh(mesh))

/** A body without any symmetry. */
const chair = joined(
  mapMesh(cube(), scaling(1, 1, 0.1)),
  mapMesh(cube(), scaling(1, 0.1, 1.4), [0, 0.9, 1]),
  mapMesh(cube(), scaling(0.1, 0.1, 1), [0.8, -0.8, -1]),
  mapMesh(cube(), scaling(0.15, 0.3, 0.9), [-0.8, 0.7, -1]),
)
/** As round as can be around one axis, and around all. */
const rod = mapMesh(bumpySphere(400, 0), scaling(0.3, 0.3, 2))
const plate = mapMesh(cube(), scaling(2, 2, 0.1))

function randomAxis(): [number, number, number] {
  const axis = [between(-1, 1), between(-1, 1), between(-1, 1)]
  const length = Math.hypot(...axis)
  return axis.map((part) => part / length) as [number, number, number]
}

function shuffled({ positions, triangles }: Mesh): Mesh {
  const order = random.shuffle(Array.from({ length: positions.length / 3 }, (_, i) => i))
  const placeOf = new Uint32Array(order.length)
  order.forEach((vertex, place) => (placeOf[vertex] = place))
  return {
    positions: Float32Array.from(order.flatMap((vertex) => [...positions.subarray(3 * vertex, 3 * vertex + 3)])),
    triangles: triangles.map((vertex) => placeOf[vertex]),
  }
}

describe(`a copy (seed ${SEED})`, () => {
  const shapes: [string, Mesh][] = [
    ['without symmetry', chair],
    ['cube', cube()],
    ['rod', rod],
    ['square plate', plate],
    ['ball', bumpySphere(300, 0)],
  ]

  it.each(shapes)('of a %s that was turned, scaled and moved is found, its vertices in any order', (_, mesh) => {
    for (let round = 0; round < 5; round++) {
      const size = between(0.1, 20)
      const turned = mapMesh(mapMesh(mesh, turning(randomAxis(), between(0, Math.PI))), scaling(size), [5, -3, 8])
      const [a, b] = [prepared(mesh), prepared(shuffled(turned))]
      const found = alignMeshes(a, b, 0.01)
      expect(found).toBeDefined()
      expect(found && isMirrored(found.pose)).toBe(false)
      expect(found?.pose.scale).toBeCloseTo(size, size > 1 ? 2 : 3)
      expect((found?.residual ?? Infinity) / (2 * b.frame.radius)).toBeLessThan(0.01)
    }
  })

  it('of a body without symmetry has exactly the pose that was given', () => {
    for (let round = 0; round < 10; round++) {
      const [angle, size] = [between(0.1, 3), between(0.2, 5)]
      const copy = mapMesh(mapMesh(chair, turning(randomAxis(), angle)), scaling(size), [1, 2, 3])
      for (const written of [copy, shuffled(copy)]) {
        const b = prepared(written)
        const found = alignMeshes(prepared(chair), b, 0.01)
        expect(found && angleOf(found.pose)).toBeCloseTo((180 / Math.PI) * angle, 2)
        expect(found?.pose.scale).toBeCloseTo(size, 4)
        expect(found?.residual).toBeLessThanOrEqual(ROUNDING * 2 * b.frame.radius)
      }
    }
  })

  it('that is mirrored is said to be so, unless the shape is its own mirror image', () => {
    const mirror = scaling(-1, 1, 1)
    const left = alignMeshes(prepared(chair), prepared(shuffled(mapMesh(chair, mirror))), 0.01)
    expect(left && isMirrored(left.pose)).toBe(true)
    expect(left?.residual).toBeLessThan(1e-4)
    const even = alignMeshes(prepared(plate), prepared(shuffled(mapMesh(plate, mirror))), 0.01)
    expect(even && isMirrored(even.pose)).toBe(false)
  })

  it('with other triangles is found, with how far its surface is off', () => {
    const turn = turning(randomAxis(), 2)
    const finer = alignMeshes(prepared(chair), prepared(mapMesh(subdivide(subdivide(chair)), turn)), 0.01)
    expect(finer?.residual).toBeLessThan(1e-4)
    const ball = mapMesh(bumpySphere(2000), scaling(1, 1.3, 0.8))
    const coarser = alignMeshes(prepared(ball), prepared(mapMesh(decimate(ball, 0.5), turn)), 0.02)
    expect(coarser?.residual).toBeGreaterThan(1e-4)
    expect(coarser?.residual).toBeLessThan(0.04)
  })
})

describe('what is no copy', () => {
  it.each([
    ['stretched by a tenth', mapMesh(chair, scaling(1.1, 1, 1))],
    ['with a leg elsewhere', joined(mapMesh(cube(), scaling(0.1, 0.1, 1), [0.2, -0.8, -1]), chair)],
    ['another thing', rod],
  ])('is none: %s', (_, mesh) => {
    expect(alignMeshes(prepared(chair), prepared(mesh), 0.01)).toBeUndefined()
    expect(alignMeshes(prepared(mesh), prepared(chair), 0.01)).toBeUndefined()
  })
})
