import { ShapekinError } from '../../../shared/errors.js'
import { MAX_TRIANGLES } from '../limits.js'
import type { Mesh } from '../mesh.js'
import { meshOfCorners } from '../meshOfCorners.js'
import { makeParts, type MeshPart } from '../meshParts.js'
import { repairsOf, type Repair } from '../repairs.js'
import { roundAroundCenter } from '../roundAroundCenter.js'
import { BufferData } from './bufferData.js'
import { checkAccessors, checkDracoViews } from './checkAccessors.js'
import { decodeAccessors } from './decodeAccessors.js'
import { openGltf } from './openGltf.js'
import { parseGltf } from './parseGltf.js'
import { dracoPrimitives, placeMeshes, type Placement } from './placements.js'
import { SceneSurface } from './sceneSurface.js'

/**
 * Reads what the scene of a GLB or glTF file shows, as one mesh in the world's space: every node and every instance,
 * with morph targets and skins in the pose of the file. Indices, strips and fans become triangles. The triangles of
 * mirrored nodes are reversed, as the specification requires, so that they face outward.
 *
 * glTF Transform decodes the accessors. Nodes are computed here, because glTF Transform drops the shear of matrices.
 *
 * @throws `mesh.empty`, `mesh.tooLarge`, `mesh.truncated`, `mesh.syntax`, `mesh.invalid`, `mesh.unsupported`,
 *   `mesh.undecodable`, `mesh.indexRange`, `mesh.nonFinite`, `mesh.noExtent`, naming the element or byte
 */
export async function readGltf(bytes: Uint8Array): Promise<Mesh> {
  const { surface, placements, withoutSurface } = await openScene(bytes)
  const count = placements.reduce((sum, placement) => sum + surface.triangles(placement), 0)
  return readPlacements(surface, placements, count, repairsOf({ pointsAndLines: withoutSurface }))
}

/**
 * Splits the scene: one shape for each node with a surface, in its place. For a node with EXT_mesh_gpu_instancing, the
 * shape is its first instance.
 *
 * @throws as readGltf
 */
export async function splitGltf(bytes: Uint8Array): Promise<MeshPart[]> {
  const { gltf, surface, placements } = await openScene(bytes, 1)
  const parts = placements.flatMap((placement) => {
    const count = surface.triangles(placement)
    const name = gltf.nodes[placement.node]?.name ?? gltf.meshes[placement.mesh].name ?? ''
    return count === 0 ? [] : [{ name: name.replace(/\p{Cc}/gu, ' ').trim(), count, placement }]
  })
  requireFew(parts.reduce((sum, { count }) => sum + count, 0))
  return makeParts(
    'node',
    parts.map(({ name, count, placement }) => ({
      name,
      make: () => readPlacements(surface, [placement], count, []),
    })),
  )
}

async function openScene(bytes: Uint8Array, mostInstances = Infinity) {
  const content = openGltf(bytes)
  const gltf = parseGltf(content.json)
  const { tree, placements, accessors, withoutSurface } = placeMeshes(gltf)
  const data = new BufferData(gltf, content)
  const draco = dracoPrimitives(gltf, placements)
  checkAccessors(gltf, data, accessors)
  checkDracoViews(gltf, data, draco)
  const decoded = await decodeAccessors(gltf, data, accessors, draco)
  return { gltf, surface: new SceneSurface(gltf, tree, decoded, mostInstances), placements, withoutSurface }
}

function readPlacements(
  surface: SceneSurface,
  placements: readonly Placement[],
  count: number,
  repairs: readonly Repair[],
): Mesh {
  if (count === 0) throw new ShapekinError('mesh.empty')
  requireFew(count)
  const corners = new Float64Array(9 * count)
  let at = 0
  for (const placement of placements) at = surface.write(placement, corners, at)
  return meshOfCorners(roundAroundCenter(corners), repairs)
}

function requireFew(count: number): void {
  if (count > MAX_TRIANGLES)
    throw new ShapekinError('mesh.tooLarge', { count, what: 'triangles', limit: MAX_TRIANGLES })
}
