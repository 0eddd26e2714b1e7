import { ShapekinError } from '../../../shared/errors.js'
import { cornerOf, triangleCount } from './cornerIndices.js'
import type { DecodedAccessor } from './decodeAccessors.js'
import type { Gltf, GltfPrimitive } from './gltfSchema.js'
import { compose, IDENTITY, isMirroring, multiply, transform, type Matrix } from './matrix.js'
import type { NodeTree } from './nodeTree.js'
import { hasSurface, type Placement } from './placements.js'
import { jointMatrices, morphedPositions, skinnedPositions, valueAt } from './posedPositions.js'

type Decoded = ReadonlyMap<number, DecodedAccessor>

/** The triangles of meshes in the places where nodes show them. */
export class SceneSurface {
  constructor(
    private readonly gltf: Gltf,
    private readonly tree: NodeTree,
    private readonly decoded: Decoded,
    /** Most instances of each node that are written; Infinity = all. */
    private readonly mostInstances = Infinity,
  ) {}

  /** Number of triangles of a placement, over all its instances. */
  triangles(placement: Placement): number {
    const each = this.primitives(placement).reduce((sum, { primitive }) => sum + this.trianglesOf(primitive), 0)
    return each === 0 ? 0 : each * this.instanceCount(placement)
  }

  /**
   * Writes the corners of a placement's triangles, in double precision.
   *
   * @param corners (9T) filled from `at` on
   * @returns offset after the last corner written
   * @throws `mesh.invalid`, `mesh.indexRange`, `mesh.nonFinite`
   */
  write(placement: Placement, corners: Float64Array, at: number): number {
    const node = placement.node < 0 ? undefined : this.gltf.nodes[placement.node]
    const world = placement.node < 0 ? IDENTITY : this.tree.worlds[placement.node]
    const weights = node?.weights ?? this.gltf.meshes[placement.mesh].weights ?? []
    const joints = node?.skin === undefined ? undefined : this.joints(node.skin)
    let end = at
    for (const { primitive, place } of this.primitives(placement)) {
      if (this.trianglesOf(primitive) === 0) continue
      const positions = morphedPositions(primitive, weights, this.decoded, place)
      if (joints) {
        const posed = skinnedPositions(positions, primitive, joints, world, this.decoded, place)
        end = this.writeTriangles(primitive, posed, false, place, corners, end)
        continue
      }
      for (const matrix of this.instances(placement, world))
        end = this.writeTriangles(primitive, transform(matrix, positions), isMirroring(matrix), place, corners, end)
    }
    return end
  }

  private primitives({ mesh }: Placement) {
    return this.gltf.meshes[mesh].primitives.flatMap((primitive, p) =>
      hasSurface(primitive) ? [{ primitive, place: `meshes[${mesh}].primitives[${p}]` }] : [],
    )
  }

  private trianglesOf({ mode, indices, attributes }: GltfPrimitive): number {
    return triangleCount(mode, this.decoded.get(indices ?? attributes.POSITION)?.count ?? 0)
  }

  private instanceCount({ node }: Placement): number {
    const accessors = this.instanceAccessors(node)
    const isSkinned = node >= 0 && this.gltf.nodes[node].skin !== undefined
    if (accessors === undefined || isSkinned) return 1
    return Math.min(this.mostInstances, Math.max(...Object.values(accessors).map(({ count }) => count)))
  }

  /**
   * Accessors of EXT_mesh_gpu_instancing: TRANSLATION, ROTATION and SCALE, as far as they are there; undefined where
   * the node has no instances.
   */
  private instanceAccessors(node: number): Record<string, DecodedAccessor> | undefined {
    const batch = node < 0 ? undefined : this.gltf.nodes[node].extensions?.EXT_mesh_gpu_instancing
    if (!batch) return undefined
    const found = Object.entries(batch.attributes).flatMap(([name, accessor]) => {
      const decoded = name in INSTANCE_SIZES ? this.decoded.get(accessor) : undefined
      return decoded ? [[name, decoded] as const] : []
    })
    return found.length === 0 ? undefined : Object.fromEntries(found)
  }

  private *instances({ node }: Placement, world: Matrix): Generator<Matrix, void> {
    const batch = this.instanceAccessors(node)
    if (!batch) {
      yield world
      return
    }
    const place = `nodes[${node}].extensions.EXT_mesh_gpu_instancing`
    const count = Math.max(...Object.values(batch).map((accessor) => accessor.count))
    for (const [name, accessor] of Object.entries(batch))
      if (accessor.count !== count || accessor.size !== INSTANCE_SIZES[name])
        throw invalid(place, `${name} does not fit its ${count} instances`)
    const read = (name: string, i: number, otherwise: readonly number[]) =>
      name in batch ? otherwise.map((_, k) => valueAt(batch[name], i, k)) : otherwise
    for (let i = 0; i < Math.min(count, this.mostInstances); i++)
      yield multiply(
        world,
        compose(read('TRANSLATION', i, [0, 0, 0]), read('ROTATION', i, [0, 0, 0, 1]), read('SCALE', i, [1, 1, 1])),
      )
  }

  private joints(skin: number): Matrix[] {
    const { joints, inverseBindMatrices } = this.gltf.skins[skin]
    const inverse = inverseBindMatrices === undefined ? undefined : this.decoded.get(inverseBindMatrices)
    return jointMatrices(joints, inverse, this.tree.worlds, `skins[${skin}]`)
  }

  private writeTriangles(
    primitive: GltfPrimitive,
    positions: Float64Array,
    isTurned: boolean,
    place: string,
    corners: Float64Array,
    at: number,
  ): number {
    const { mode, indices } = primitive
    const names = indices === undefined ? undefined : this.decoded.get(indices)
    if (names && names.size !== 1) throw invalid(`${place}.indices`, `${names.size} numbers each instead of 1`)
    const vertices = positions.length / 3
    const triangles = this.trianglesOf(primitive)
    let end = at
    for (let t = 0; t < triangles; t++)
      for (let k = 0; k < 3; k++) {
        const corner = cornerOf(mode, t, isTurned ? 2 - k : k)
        const vertex = names ? names.array[corner] : corner
        if (vertex >= vertices) throw new ShapekinError('mesh.indexRange', { place, index: vertex, vertices })
        for (let axis = 0; axis < 3; axis++) {
          const value = positions[3 * vertex + axis]
          if (!Number.isFinite(Math.fround(value)))
            throw new ShapekinError('mesh.nonFinite', { place: `Vertex ${vertex} of ${place}` })
          corners[end++] = value
        }
      }
    return end
  }
}

const INSTANCE_SIZES: Readonly<Record<string, number>> = { TRANSLATION: 3, ROTATION: 4, SCALE: 3 }

const invalid = (place: string, problem: string) => new ShapekinError('mesh.invalid', { place, problem })
