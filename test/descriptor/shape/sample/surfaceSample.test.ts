import { describe, expect, it } from 'vitest'
import { meanPairDistance, PAIR_ROUNDS } from '../../../../server/descriptor/shape/sample/pairs.js'
import { sampleSurface } from '../../../../server/descriptor/shape/sample/surfaceSample.js'
import { checkMesh } from '../../../../server/mesh/checkMesh.js'
import type { Mesh } from '../../../../server/mesh/mesh.js'
import { bumpySphere, cube } from '../../../support/meshes.js'

const triangle = (...corners: number[]): Mesh => ({
  positions: Float32Array.from(corners),
  triangles: Uint32Array.of(0, 1, 2),
})

describe('sampleSurface', () => {
  it('centers the points and scales their root-mean-square radius to 1', () => {
    const { count, points } = sampleSurface(checkMesh(cube()), 1000)
    const center = [0, 1, 2].map((k) => points.reduce((sum, x, i) => (i % 3 === k ? sum + x : sum), 0) / count)
    for (const x of center) expect(x).toBeCloseTo(0, 12)
    expect(points.reduce((sum, x) => sum + x * x, 0) / count).toBeCloseTo(1, 12)
  })

  it('gives a ball distances of density d / 2 between 0 and 2 radii, mean 4 / 3', () => {
    const sample = sampleSurface(checkMesh(bumpySphere(20_000, 0)), 4096)
    expect(meanPairDistance(sample)).toBeCloseTo(4 / 3, 2)
    const below = new Float64Array(20)
    let pairs = 0
    for (let round = 1; round <= PAIR_ROUNDS; round++)
      for (let i = 0; i < sample.count; i++) {
        const j = (i + round) % sample.count
        const [x, y, z] = [0, 1, 2].map((k) => sample.points[3 * i + k] - sample.points[3 * j + k])
        for (let b = Math.floor(10 * Math.sqrt(x * x + y * y + z * z)); b < 20; b++) below[b]++
        pairs++
      }
    below.forEach((count, b) => expect(count / pairs).toBeCloseTo(((b + 1) / 10) ** 2 / 4, 2))
  })

  it('gives the corners of all triangles in the frame of the points', () => {
    const { corners, low, high } = sampleSurface(checkMesh(cube()), 64)
    expect(corners.length).toBe(9 * 12)
    corners.forEach((x, i) => expect(Math.min(Math.abs(x - low[i % 3]), Math.abs(x - high[i % 3]))).toBeLessThan(1e-6))
  })

  it('has the moments of a flat triangle: covariance (aa + bb + cc) / 12 about its centroid', () => {
    const { points, count } = sampleSurface(checkMesh(triangle(0, 0, 0, 3, 0, 0, 0, 3, 0)), 4096)
    const moment = (a: number, b: number) =>
      Array.from({ length: count }, (_, i) => points[3 * i + a] * points[3 * i + b]).reduce((s, x) => s + x, 0) / count
    // Corners (-1 -1), (2 -1), (-1 2) about the centroid: xx 6, yy 6, xy -3; over their trace.
    expect(moment(0, 0)).toBeCloseTo(0.5, 2)
    expect(moment(1, 1)).toBeCloseTo(0.5, 2)
    expect(moment(0, 1)).toBeCloseTo(-0.25, 2)
  })

  it('takes each face by its area, none from faces without', () => {
    const { positions, triangles } = cube()
    const withSlivers = { positions, triangles: Uint32Array.of(0, 0, 1, ...triangles, 3, 3, 3) }
    const { normals, count } = sampleSurface(checkMesh(withSlivers), 1200)
    const faces = new Map<string, number>()
    for (let i = 0; i < count; i++) {
      const key = [...normals.subarray(3 * i, 3 * i + 3)].map((x) => Math.round(x) + 0).join()
      faces.set(key, (faces.get(key) ?? 0) + 1)
    }
    expect([...faces.values()]).toEqual([200, 200, 200, 200, 200, 200])
  })

  it('spreads the first half over the faces as evenly as the whole', () => {
    const { normals } = sampleSurface(checkMesh(cube()), 1200)
    const faces = new Map<string, number>()
    for (let i = 0; i < 600; i++) {
      const key = [...normals.subarray(3 * i, 3 * i + 3)].map((x) => Math.round(x) + 0).join()
      faces.set(key, (faces.get(key) ?? 0) + 1)
    }
    expect([...faces.values()]).toEqual([100, 100, 100, 100, 100, 100])
  })

  it('stands 1e-30 and 1e+30 alike', () => {
    const { positions, triangles } = bumpySphere(200)
    const scaled = (factor: number) =>
      sampleSurface(checkMesh({ positions: positions.map((x) => x * factor), triangles }), 64)
    const plain = scaled(1)
    for (const factor of [1e-30, 1e30])
      scaled(factor).points.forEach((x, i) => expect(x).toBeCloseTo(plain.points[i], 5))
  })

  it.each([
    ['mesh.noArea', triangle(0, 0, 0, 1, 1, 1, 2, 2, 2)],
    ['mesh.noExtent', triangle(1, 1, 1, 1, 1, 1, 1, 1, 1)],
  ])('refuses with %s', (code, mesh) => {
    expect(() => sampleSurface(checkMesh(mesh), 64)).toThrow(expect.objectContaining({ code }))
  })
})
