import { describe, expect, it } from 'vitest'
import {
  agreement,
  facingAlong,
  levelAgreement,
  sharpFacing,
  softFacing,
  steepness,
} from '../../../server/descriptor/shape/facing.js'
import { sampleSurface } from '../../../server/descriptor/shape/surfaceSample.js'
import { bumpySphere, cube } from '../../support/meshes.js'

const COUNT = 500
const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

describe('sharpFacing', () => {
  it('gives the cosines of the normals themselves', () => {
    const sample = sampleSurface(bumpySphere(300), COUNT)
    const facing = sharpFacing(sample)
    const normal = (i: number) => sample.normals.subarray(i, i + 3)
    for (let i = 0; i + 3 < 3 * COUNT; i += 3) {
      const [a, b] = [normal(i), normal(i + 3)]
      expect(agreement(facing, i, i + 3)).toBeCloseTo(Math.abs(dot(a, b)), 6)
      expect(levelAgreement(facing, i, i + 3)).toBeCloseTo(Math.abs(a[0] * b[0] + a[1] * b[1]), 6)
      expect(facingAlong(facing, i, 0.6, 0, 0.8)).toBeCloseTo(Math.abs(0.6 * a[0] + 0.8 * a[2]), 6)
      expect(steepness(facing, i)).toBeCloseTo(Math.abs(a[2]), 6)
    }
  })
})

describe('softFacing', () => {
  it('is the mean over all pairs that are near, whatever the order of the points', () => {
    const sample = sampleSurface(bumpySphere(300), COUNT)
    const { tensors } = softFacing(sample)
    for (let i = 0; i < COUNT; i += 50) {
      const expected = new Float64Array(6)
      let weight = 0
      for (let j = 0; j < COUNT; j++) {
        const [p, q, n] = [sample.points.subarray(3 * i), sample.points.subarray(3 * j), sample.normals.subarray(3 * j)]
        const share = Math.max(0, 1 - ((p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2 + (p[2] - q[2]) ** 2) / 0.3 ** 2) ** 2
        const products = [n[0] * n[0], n[1] * n[1], n[2] * n[2], n[0] * n[1], n[0] * n[2], n[1] * n[2]]
        products.forEach((product, k) => (expected[k] += share * product))
        weight += share
      }
      expected.forEach((sum, k) => expect(tensors[6 * i + k]).toBeCloseTo(sum / weight, 9))
    }
  })

  it('is sharp amid a side of a cube and blunt at its edges', () => {
    const sample = sampleSurface(cube(), COUNT)
    const facing = softFacing(sample)
    // The cube's root-mean-square radius is 1, so its sides lie 0.77 from the center: half an edge of √(3/5).
    for (let i = 0; i < 3 * COUNT; i += 3) {
      const [x, y, z] = [...sample.points.subarray(i, i + 3)].map(Math.abs).sort((a, b) => a - b)
      const own = facingAlong(facing, i, ...([...sample.normals.subarray(i, i + 3)] as [number, number, number]))
      if (y < z - 0.35) expect(own).toBeCloseTo(1, 9)
      if (y > z - 0.03 && x < z - 0.3) expect(own).toBeLessThan(0.9)
    }
  })
})
