import { ShapekinError } from '../../../shared/errors.js'
import { MAX_TRIANGLES } from '../limits.js'
import type { Mesh } from '../mesh.js'
import { meshOfCorners } from '../meshOfCorners.js'
import { repairsOf } from '../repairs.js'
import { roundAroundCenter } from '../roundAroundCenter.js'
import { BufferData } from './bufferData.js'
import { checkAccessors, checkDracoViews } from './checkAccessors.js'
import { decodeAccessors } from './decodeAccessors.js'
import { openGltf } from './openGltf.js'
import { parseGltf } from './parseGltf.js'
import { dracoPrimitives, placeMeshes } from './placements.js'
import { SceneSurface } from './sceneSurface.js'

/**
 * Reads what the scene of a GLB or glTF file shows, as one mesh in the world's space: every node, every instance, morph
 * targets and skins as the file has them set. Indices, strips and fans become triangles; mirrored nodes are turned right
 * side out, as the specification wants it.
 *
 * glTF Transform decodes the accessors. Nodes are read here, since it drops the shear of matrices.
 *
 * @throws `mesh.empty`, `mesh.tooLarge`, `mesh.truncated`, `mesh.syntax`, `mesh.invalid`, `mesh.unsupported`,
 *   `mesh.undecodable`, `mesh.indexRange`, `mesh.nonFinite`, `mesh.noExtent`, naming the element or byte
 */
export async function readGltf(bytes: Uint8Array): Promise<Mesh> {
  const content = openGltf(bytes)
  const gltf = parseGltf(content.json)
  const placed = placeMeshes(gltf)
  const data = new BufferData(gltf, content)
  const draco = dracoPrimitives(gltf, placed.placements)
  checkAccessors(gltf, data, placed.accessors)
  checkDracoViews(gltf, data, draco)
  const decoded = await decodeAccessors(gltf, data, placed.accessors, draco)
  const surface = new SceneSurface(gltf, placed.tree, decoded)
  const count = placed.placements.reduce((sum, placement) => sum + surface.triangles(placement), 0)
  if (count === 0) throw new ShapekinError('mesh.empty')
  if (count > MAX_TRIANGLES)
    throw new ShapekinError('mesh.tooLarge', { count, what: 'triangles', limit: MAX_TRIANGLES })
  const corners = new Float64Array(9 * count)
  let at = 0
  for (const placement of placed.placements) at = surface.write(placement, corners, at)
  return meshOfCorners(roundAroundCenter(corners), repairsOf({ pointsAndLines: placed.withoutSurface }))
}
