import { describe, expect, it } from 'vitest'
import { surfaceFrame } from '../../server/duplicates/surfaceFrame.js'
import { meshSize } from '../../server/mesh/meshSize.js'
import { bumpySphere, cube } from '../support/meshes.js'

describe('meshSize', () => {
  it('is √(5/12) of the side of a cube, wherever it lies and however large it is', () => {
    for (const [scale, shift] of [
      [1, 0],
      [1e-3, 5e-3],
      [250, -1000],
    ]) {
      const mesh = cube()
      const side = Math.max(...mesh.positions) - Math.min(...mesh.positions)
      const positions = mesh.positions.map((value) => value * scale + shift)
      expect(meshSize({ ...mesh, positions }) / (side * scale)).toBeCloseTo(Math.sqrt(5 / 12), 4)
    }
  })

  it('is what the surface frame of any mesh has, which is found in another way', () => {
    for (const triangles of [100, 2000]) {
      const mesh = bumpySphere(triangles, 0.3)
      expect(meshSize(mesh)).toBeCloseTo(surfaceFrame(mesh).radius, 10)
    }
  })
})
