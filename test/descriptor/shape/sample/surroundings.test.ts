import { describe, expect, it } from 'vitest'
import { lookAround } from '../../../../server/descriptor/shape/sample/surroundings.js'
import { sampleSurface } from '../../../../server/descriptor/shape/sample/surfaceSample.js'
import { checkMesh } from '../../../../server/mesh/checkMesh.js'
import type { Mesh } from '../../../../server/mesh/mesh.js'
import { mapMesh, scaling, turning } from '../../../support/changeMesh.js'
import { bumpySphere, cube } from '../../../support/meshes.js'

const COUNT = 512
const seenFrom = (mesh: Mesh) => {
  const sample = sampleSurface(checkMesh(mesh), COUNT)
  return { sample, ...lookAround(sample) }
}
const join = (...meshes: Mesh[]): Mesh => {
  const starts = meshes.map((_, k) => meshes.slice(0, k).reduce((sum, { positions }) => sum + positions.length / 3, 0))
  return {
    positions: Float32Array.from(meshes.flatMap(({ positions }) => [...positions])),
    triangles: Uint32Array.from(meshes.flatMap(({ triangles }, k) => [...triangles.map((v) => v + starts[k])])),
  }
}
const plate = (height: number): Mesh => ({
  positions: Float32Array.of(-1, height, -1, 1, height, -1, 1, height, 1, -1, height, 1),
  triangles: Uint32Array.of(0, 1, 2, 0, 2, 3),
})

describe('lookAround', () => {
  it('finds half of all directions open and an edge of thickness everywhere on a cube', () => {
    const { openness, thickness, sample } = seenFrom(cube())
    const edge = sample.high[0] - sample.low[0]
    for (let i = 0; i < COUNT; i++) {
      expect(openness[i]).toBe(0.5)
      expect(thickness[i]).toBeCloseTo(edge, 3)
    }
  })

  it('goes once through the middle of a ball', () => {
    const { openness, thickness } = seenFrom(bumpySphere(5000, 0))
    expect(openness.every((share) => share === 0.5)).toBe(true)
    for (const way of thickness) expect(way).toBeCloseTo(2, 2)
  })

  it('finds nothing beyond a single sheet, and all but the sideways open', () => {
    const { openness, thickness } = seenFrom(plate(0))
    expect(openness.every((share) => share === 1)).toBe(true)
    expect(thickness.every((way) => way === Infinity)).toBe(true)
  })

  it('measures the gap of two sheets and shuts what lies between', () => {
    const { openness, thickness, sample } = seenFrom(join(plate(0), plate(0.01)))
    const gap = sample.high[1] - sample.low[1]
    for (let i = 0; i < COUNT; i++) {
      expect(thickness[i]).toBeCloseTo(gap, 3)
      const isInner = Math.abs(sample.points[3 * i]) < 0.5 && Math.abs(sample.points[3 * i + 2]) < 0.5
      if (isInner) expect(openness[i]).toBe(0.5)
    }
  })

  it('finds a box in a box shut in', () => {
    const { openness, sample } = seenFrom(join(cube(), mapMesh(cube(), scaling(0.5))))
    const outer = sample.high[0]
    for (let i = 0; i < COUNT; i++) {
      const farthest = Math.max(...[0, 1, 2].map((k) => Math.abs(sample.points[3 * i + k])))
      expect(openness[i]).toBe(farthest > 0.99 * outer ? 0.5 : 0)
    }
  })

  it.each([
    ['turned', (mesh: Mesh) => mapMesh(mesh, turning([0.36, 0.48, 0.8], 1))],
    ['mirrored', (mesh: Mesh) => mapMesh(mesh, scaling(-1, 1, 1))],
  ])('sees the same from every point of a mesh %s', (_, change) => {
    const mesh = join(bumpySphere(500), mapMesh(cube(), scaling(0.3), [1.2, 0.4, 0.3]))
    const [plain, changed] = [seenFrom(mesh), seenFrom(change(mesh))]
    const differing = plain.openness.filter((share, i) => Math.abs(share - changed.openness[i]) > 1e-9).length
    // Rounding decides where a ray just grazes an edge.
    expect(differing).toBeLessThan(COUNT / 50)
    const mean = (xs: Float64Array) => xs.reduce((sum, x) => sum + Math.min(x, 4), 0) / COUNT
    expect(mean(changed.thickness)).toBeCloseTo(mean(plain.thickness), 2)
  })

  it('does not ask which side is the outside', () => {
    const { sample, openness, thickness } = seenFrom(bumpySphere(500))
    const turnedOver = lookAround({ ...sample, normals: sample.normals.map((x) => -x) })
    expect(turnedOver.thickness).toEqual(thickness)
    expect(turnedOver.openness.filter((share, i) => share !== openness[i]).length).toBeLessThan(COUNT / 50)
  })
})
