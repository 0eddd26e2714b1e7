import { describe, expect, it } from 'vitest'
import {
  type Facing,
  agreement,
  facingAlong,
  levelAgreement,
  NEIGHBORHOOD,
  softFacing,
  steepness,
} from '../../../../server/descriptor/shape/sample/facing.js'
import { sampleSurface } from '../../../../server/descriptor/shape/sample/surfaceSample.js'
import { bumpySphere, cube } from '../../../support/meshes.js'
import { checkMesh } from '../../../../server/mesh/checkMesh.js'

const COUNT = 500
const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

const facingsOf = (normals: readonly (readonly number[])[]): Facing => ({
  tensors: Float64Array.from(normals.flatMap(([x, y, z]) => [x * x, y * y, z * z, x * y, x * z, y * z])),
})

describe('Facing of single normals', () => {
  it('gives the cosines of the normals themselves', () => {
    const [a, b] = [
      [0.36, -0.48, 0.8],
      [-0.48, -0.64, 0.6],
    ]
    const facing = facingsOf([a, b])
    expect(agreement(facing, 0, 1)).toBeCloseTo(Math.abs(dot(a, b)), 9)
    expect(levelAgreement(facing, 0, 1)).toBeCloseTo(Math.abs(a[0] * b[0] + a[1] * b[1]), 9)
    expect(facingAlong(facing, 0, 0.6, 0, 0.8)).toBeCloseTo(Math.abs(0.6 * a[0] + 0.8 * a[2]), 9)
    expect([...steepness(facing)]).toEqual([expect.closeTo(0.8, 9), expect.closeTo(0.6, 9)])
  })
})

describe('softFacing', () => {
  it('is the mean over all pairs that are near, whatever the order of the points', () => {
    const sample = sampleSurface(checkMesh(bumpySphere(300)), COUNT)
    const { tensors } = softFacing(sample)
    for (let i = 0; i < COUNT; i += 50) {
      const expected = new Float64Array(6)
      let weight = 0
      for (let j = 0; j < COUNT; j++) {
        const [p, q, n] = [sample.points.subarray(3 * i), sample.points.subarray(3 * j), sample.normals.subarray(3 * j)]
        const share =
          Math.max(0, 1 - ((p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2 + (p[2] - q[2]) ** 2) / NEIGHBORHOOD ** 2) ** 2
        const products = [n[0] * n[0], n[1] * n[1], n[2] * n[2], n[0] * n[1], n[0] * n[2], n[1] * n[2]]
        products.forEach((product, k) => (expected[k] += share * product))
        weight += share
      }
      expected.forEach((sum, k) => expect(tensors[6 * i + k]).toBeCloseTo(sum / weight, 9))
    }
  })

  it('is sharp amid a side of a cube and blunt at its edges', () => {
    const sample = sampleSurface(checkMesh(cube()), COUNT)
    const facing = softFacing(sample)
    const atEdges: number[] = []
    // The cube's root-mean-square radius is 1, so its sides lie 0.77 from the center: half an edge of √(3/5).
    for (let i = 0; i < COUNT; i++) {
      const [x, y, z] = [...sample.points.subarray(3 * i, 3 * i + 3)].map(Math.abs).sort((a, b) => a - b)
      const [nx, ny, nz] = sample.normals.subarray(3 * i)
      const own = facingAlong(facing, i, nx, ny, nz)
      if (y < z - NEIGHBORHOOD) expect(own).toBeCloseTo(1, 9)
      if (y > z - 0.03 && x < z - NEIGHBORHOOD) atEdges.push(own)
    }
    // Right at an edge half of what is near faces the other way: √½.
    expect(atEdges.reduce((sum, own) => sum + own, 0) / atEdges.length).toBeLessThan(0.93)
  })
})
