import { describe, expect, it } from 'vitest'
import { plainCaster, withRayCaster } from '../../../../server/descriptor/shape/rays/rayCaster.js'
import { TriangleBvh } from '../../../../server/descriptor/shape/rays/triangleBvh.js'
import { Random } from '../../../../shared/random.js'
import { hitsOf, type Vector } from '../../../support/hitsOf.js'
import { bumpySphere } from '../../../support/meshes.js'

const SEED = 7
const RAYS = 500

const random = new Random(SEED)
const coordinate = () => random.bits() / 2 ** 31 - 1
const point = (): Vector => [coordinate(), coordinate(), coordinate()]

/** (9 T) triangles of about a size in the cube from -1 to 1. */
const soup = (count: number, size: number) =>
  Float32Array.from(
    Array.from({ length: count }, () => {
      const middle = point()
      return [point(), point(), point()].flatMap((corner) => corner.map((x, k) => middle[k] + size * x))
    }).flat(),
  )

function sphere(): Float32Array {
  const { positions, triangles } = bumpySphere(600, 0)
  return Float32Array.from(
    { length: 3 * triangles.length },
    (_, i) => positions[3 * triangles[Math.floor(i / 3)] + (i % 3)],
  )
}

/** (9 T) triangles ever smaller toward a corner. */
const shrinking = (count: number) =>
  Float32Array.from(Array.from({ length: count }, (_, k) => soup(1, 1).map((x) => x / 2 ** k)).flatMap((xs) => [...xs]))

describe.each([
  ['1 triangle', soup(1, 1)],
  ['5 triangles, one more than a leaf holds', soup(5, 1)],
  ['300 large triangles across each other', soup(300, 0.5)],
  ['2,000 small triangles', soup(2000, 0.05)],
  [
    '300 copies of one triangle',
    Float32Array.from(Array.from({ length: 300 }, () => [...soup(1, 1).fill(0, 0, 3).fill(1, 3, 5).fill(2, 7)]).flat()),
  ],
  ['a closed ball', sphere()],
  ['triangles closer to each other than slabs can part', soup(50, 1).map((x) => 1e-43 * x)],
  ['triangles of which some lie far away', Float32Array.from([...soup(50, 1), ...soup(50, 1).map((x) => 3000 * x)])],
  ['triangles each half as large as the one before, which no cut parts evenly', shrinking(60)],
])('TriangleBvh of %s', (_, corners) => {
  const tree = new TriangleBvh(corners)
  const mesh = {
    vertices: Float64Array.from(corners),
    triangles: Uint32Array.from({ length: corners.length / 3 }, (_, i) => i),
  }
  const rays = Array.from({ length: RAYS }, (_, i): [Vector, Vector] => {
    const direction = [...point()] as [number, number, number]
    // Every fourth ray runs along a coordinate axis.
    if (i % 4 === 0) direction.forEach((x, k) => (direction[k] = k === (i / 4) % 3 ? Math.sign(x) : 0))
    return [point(), direction]
  })
  const nearest = (from: Vector, along: Vector) =>
    Math.min(
      ...hitsOf(mesh, from, [from[0] + along[0], from[1] + along[1], from[2] + along[2]]).filter((way) => way > 0),
    )

  it(`lets rays go as far as the nearest of all triangles (seed ${SEED})`, () => {
    for (const [from, along] of rays) {
      const [way, expected] = [tree.castRay(...from, ...along, false), nearest(from, along)]
      if (expected === Infinity) expect(way).toBe(Infinity)
      // The tree keeps edges in float32.
      else expect(Math.abs(way - expected)).toBeLessThan(1e-5 * (1 + expected))
    }
  })

  it('goes the same ways in the kernel, bit for bit', () => {
    const numbers = Float64Array.from(rays.flat(2))
    const expected = rays.map(([from, along]) => tree.castRay(...from, ...along, false))
    const [nearest, any] = [new Float64Array(RAYS), new Float64Array(RAYS)]
    withRayCaster(corners, (castRays) => {
      castRays(numbers, false, nearest)
      castRays(numbers, true, any)
    })
    expect([...nearest]).toEqual(expected)
    expect([...any].map((way) => way < Infinity)).toEqual(expected.map((way) => way < Infinity))
    plainCaster(corners)(numbers, false, nearest)
    expect([...nearest]).toEqual(expected)
  })

  it('knows whether anything is hit', () => {
    for (const [from, along] of rays)
      expect(tree.castRay(...from, ...along, true) < Infinity).toBe(nearest(from, along) < Infinity)
  })
})
