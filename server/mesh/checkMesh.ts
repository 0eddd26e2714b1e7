import { ShapekinError } from '../../shared/errors.js'
import { MAX_TRIANGLES } from './limits.js'
import type { Mesh } from './mesh.js'

/**
 * Refuses what no later station can work on. Open, flat and self-intersecting meshes pass.
 *
 * @throws `mesh.empty`, `mesh.tooLarge`, `mesh.nonFinite`, `mesh.indexRange`, `mesh.noExtent`
 */
export function checkMesh({ positions, triangles }: Mesh): void {
  const vertices = Math.floor(positions.length / 3)
  const count = Math.floor(triangles.length / 3)
  if (count === 0 || vertices === 0) throw new ShapekinError('mesh.empty')
  if (count > MAX_TRIANGLES)
    throw new ShapekinError('mesh.tooLarge', { count, what: 'triangles', limit: MAX_TRIANGLES })
  const broken = positions.findIndex((value) => !Number.isFinite(value))
  if (broken >= 0) throw new ShapekinError('mesh.nonFinite', { place: `Vertex ${Math.floor(broken / 3)}` })
  const outside = triangles.findIndex((index) => index >= vertices)
  if (outside >= 0)
    throw new ShapekinError('mesh.indexRange', {
      place: `Triangle ${Math.floor(outside / 3)}`,
      index: triangles[outside],
      vertices,
    })
  if (!hasExtent(positions)) throw new ShapekinError('mesh.noExtent')
}

const hasExtent = (positions: Float32Array): boolean => positions.some((value, i) => value !== positions[i % 3])
