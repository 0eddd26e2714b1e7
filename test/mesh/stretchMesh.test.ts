import { describe, expect, it } from 'vitest'
import { stretchMesh } from '../../server/mesh/stretchMesh.js'
import { bumpySphere } from '../support/meshes.js'

describe('stretchMesh', () => {
  const mesh = bumpySphere(500)

  it('gives the same change for the same seed and another for another', () => {
    expect(stretchMesh(mesh, 1, 7)).toEqual(stretchMesh(mesh, 1, 7))
    expect(stretchMesh(mesh, 1, 8).positions).not.toEqual(stretchMesh(mesh, 1, 7).positions)
  })

  it.each([1, 2] as const)('keeps what is level level along axis %i, and the length of it within a third', (up) => {
    for (let seed = 0; seed < 20; seed++) {
      const { positions, triangles } = stretchMesh(mesh, up, seed)
      expect(triangles).toBe(mesh.triangles)
      const factors = [...positions.keys()]
        .filter((i) => i % 3 === up && Math.abs(mesh.positions[i]) > 0.01)
        .map((i) => positions[i] / mesh.positions[i])
      expect(Math.max(...factors) - Math.min(...factors)).toBeLessThan(1e-4)
      expect(Math.abs(Math.log(factors[0]))).toBeLessThanOrEqual(0.3)
    }
  })
})
