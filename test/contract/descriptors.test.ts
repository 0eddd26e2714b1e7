import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { currentDescriptor } from '../../server/descriptor/currentDescriptor.js'
import { describeMesh } from '../../server/descriptor/describeMesh.js'
import { DescribePool } from '../../server/descriptor/describePool.js'
import { checkMesh } from '../../server/mesh/checkMesh.js'
import type { Mesh } from '../../server/mesh/mesh.js'
import { toMesh } from '../../server/mesh/toMesh.js'
import { writeObj } from '../../server/mesh/writeObj.js'
import { writeStl } from '../../server/mesh/writeStl.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { nameDescriptor } from '../../server/table/compareDescriptors.js'
import { Random } from '../../shared/random.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { joined, mapMesh, scaling, turning } from '../support/changeMesh.js'
import { bumpySphere, cube } from '../support/meshes.js'

/** What every descriptor keeps to. A new one is a row here, and a hash in test/golden/descriptors.json. */
const DESCRIPTORS: readonly Row[] = [
  { options: { center: 'box' }, moved: 0, reordered: 0 },
  { options: { center: 'sphere' }, moved: 0, reordered: 0 },
  { options: { source: 'hull' }, moved: 1e-4, reordered: 0 },
  // Its points are drawn along the triangles in their order: another order is another sample.
  { options: { descriptor: 'shape', up: 'none' }, moved: 0, reordered: 0.07 },
  { options: { descriptor: 'shape', up: 'y' }, moved: 0, reordered: 0.07 },
  { options: { descriptor: 'shape', up: 'z' }, moved: 0, reordered: 0.07 },
]
interface Row {
  readonly options: Partial<DescribeOptions>
  /** L1 that a move may make, and another order of triangles; 0 = not a bit. */
  readonly moved: number
  readonly reordered: number
}

/** Coordinates in 64ths, which float32 keeps through moves by whole numbers and through any format. */
const inGrid = ({ positions, triangles }: Mesh): Mesh => ({
  positions: positions.map((x) => Math.round(64 * x) / 64),
  triangles,
})

/** A ball with bumps and a rough one on a slab: curved and flat, several parts, no symmetry. */
const thing = inGrid(
  joined(
    mapMesh(bumpySphere(600), scaling(1, 0.75, 1.25), [0.5, 1, 0.25]),
    mapMesh(cube(), scaling(2, 0.25, 1)),
    mapMesh(bumpySphere(80, 0.5), turning([0, 0.6, 0.8], 1), [-1, 1, 0]),
  ),
)
const flat = mapMesh(cube(), scaling(1, 1, 0.001))

const l1 = (a: Float32Array, b: Float32Array): number => a.reduce((sum, x, i) => sum + Math.abs(x - b[i]), 0)
const triangle = (corners: readonly number[]): Mesh => ({
  positions: Float32Array.from(corners),
  triangles: Uint32Array.of(0, 1, 2),
})

const SEED = 4
const random = new Random(SEED)
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i)

function shuffleTriangles({ positions, triangles }: Mesh): Mesh {
  const order = random.shuffle(upTo(triangles.length / 3))
  return { positions, triangles: Uint32Array.from(order.flatMap((t) => [...triangles.subarray(3 * t, 3 * t + 3)])) }
}

function shuffleVertices({ positions, triangles }: Mesh): Mesh {
  const order = random.shuffle(upTo(positions.length / 3))
  const placeOf = new Uint32Array(order.length)
  order.forEach((vertex, place) => (placeOf[vertex] = place))
  return {
    positions: Float32Array.from(order.flatMap((vertex) => [...positions.subarray(3 * vertex, 3 * vertex + 3)])),
    triangles: triangles.map((vertex) => placeOf[vertex]),
  }
}

/** As Blender's PLY has mirrored objects, and files from everywhere. */
const insideOut = ({ positions, triangles }: Mesh): Mesh => ({
  positions,
  triangles: triangles.map((_, i) => triangles[i - (i % 3) + [0, 2, 1][i % 3]]),
})

const GOLDEN = JSON.parse(readFileSync(join(PROJECT_ROOT, 'test/golden/descriptors.json'), 'utf8')) as Record<
  string,
  string
>

const pool = new DescribePool({ workers: 1 })
afterAll(() => pool.close())

const cases = DESCRIPTORS.map((row) => {
  const options = DescribeOptions.parse(row.options)
  return { ...row, options, name: nameDescriptor(currentDescriptor(options)) }
})

for (const { name, options, moved, reordered } of cases)
  describe(name, () => {
    const numbersOf = (mesh: Mesh) => describeMesh(checkMesh(mesh), options).values
    const farFrom = (mesh: Mesh) => l1(numbersOf(mesh), numbers)
    let numbers: Float32Array
    beforeAll(() => void (numbers = numbersOf(thing)))

    it('gives the bytes that belong to its version', () => {
      const hash = createHash('sha256')
      for (const mesh of [thing, flat, bumpySphere(500), cube()]) hash.update(new Uint8Array(numbersOf(mesh).buffer))
      const hint = 'the numbers have changed: raise the version beside the descriptor, then write down the new hash'
      expect(hash.digest('hex'), hint).toBe(GOLDEN[name])
    })

    it.each([thing, flat, cube()])('gives finite numbers that are not all 0', (mesh) => {
      const values = numbersOf(mesh)
      expect(values.every(Number.isFinite)).toBe(true)
      expect(values.some((value) => value !== 0)).toBe(true)
    })

    it('gives the same bytes twice, and on a thread of the pool', async () => {
      expect(numbersOf(thing)).toEqual(numbers)
      expect((await pool.describe(thing, options)).values).toEqual(numbers)
    })

    it('does not notice moving, nor another size', () => {
      expect(farFrom(mapMesh(thing, scaling(1), [3, -5, 8]))).toBeLessThanOrEqual(moved)
      for (const size of [4, 3, 1 / 128]) expect(farFrom(mapMesh(thing, scaling(size)))).toBeLessThanOrEqual(moved)
    })

    it('does not notice the order of vertices, nor that of triangles beyond its noise', () => {
      expect(farFrom(shuffleVertices(thing)), `seed ${SEED}`).toBe(0)
      expect(farFrom(shuffleTriangles(thing)), `seed ${SEED}`).toBeLessThanOrEqual(reordered)
    })

    it('does not notice which way the triangles face, beyond its noise', () => {
      expect(farFrom(insideOut(thing))).toBeLessThanOrEqual(reordered)
    })

    it('does not notice the format of the file', async () => {
      const obj = toMesh({ bytes: Buffer.from(writeObj(thing, 'thing')), format: 'obj' })
      const stl = toMesh({ bytes: Buffer.from(writeStl(thing)), format: 'stl' })
      for (const mesh of await Promise.all([obj, stl])) expect(describeMesh(mesh, options).values).toEqual(numbers)
    })

    it('notices another shape, far beyond that noise', () => {
      expect(farFrom(mapMesh(thing, scaling(1, 1.5, 1)))).toBeGreaterThan(Math.max(0.2, 4 * reordered))
    })

    it.each([
      ['mesh.empty', { positions: new Float32Array(9), triangles: new Uint32Array(0) }],
      ['mesh.noExtent', triangle([2, 2, 2, 2, 2, 2, 2, 2, 2])],
      ['mesh.nonFinite', triangle([0, 0, 0, 1, NaN, 1, 3, 3, 3])],
      ['mesh.nonFinite', triangle([0, 0, 0, 1, Infinity, 1, 3, 3, 3])],
      ['mesh.indexRange', { ...triangle([0, 0, 0, 1, 0, 0, 0, 1, 0]), triangles: Uint32Array.of(0, 1, 3) }],
    ])('refuses with %s, here and on a thread', async (code, mesh) => {
      expect(() => numbersOf(mesh)).toThrow(expect.objectContaining({ code }))
      await expect(pool.describe(mesh, options)).rejects.toMatchObject({ code })
    })
  })

it('no two descriptors give the same numbers', () => {
  const all = cases.map(({ options }) => describeMesh(checkMesh(thing), options).values.join())
  expect(new Set(all).size).toBe(cases.length)
})
