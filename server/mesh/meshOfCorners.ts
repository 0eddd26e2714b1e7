import { ShapekinError } from '../../shared/errors.js'
import type { Mesh } from './mesh.js'
import { hasExtent } from './hasExtent.js'
import type { Repair } from './repairs.js'
import { fillIndices } from '../system/fillIndices.js'

/**
 * A mesh in which each triangle has three vertices of its own.
 *
 * @param positions (9T), at least one triangle
 * @throws `mesh.noExtent`
 */
export function meshOfCorners(positions: Float32Array, repairs: readonly Repair[]): Mesh {
  if (!hasExtent(positions)) throw new ShapekinError('mesh.noExtent')
  return { positions, triangles: fillIndices(new Uint32Array(positions.length / 3)), repairs }
}
