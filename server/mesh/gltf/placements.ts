import { ShapekinError } from '../../../shared/errors.js'
import type { Gltf, GltfPrimitive } from './gltfSchema.js'
import { nodeTree, type NodeTree } from './nodeTree.js'

/** Attributes of a primitive that decide where its corners are. */
const SHAPING = /^(POSITION|JOINTS_\d|WEIGHTS_\d)$/
/** Modes from this number on are triangles, strips and fans; lower ones are points and lines. */
export const TRIANGLES = 4

/** A mesh in the place where a node of the scene shows it. */
export interface Placement {
  readonly node: number
  readonly mesh: number
}

export interface PlacedGltf {
  readonly tree: NodeTree
  /** Placements in the order of the nodes. */
  readonly placements: readonly Placement[]
  /** Numbers of the accessors that they need, each once. */
  readonly accessors: readonly number[]
  /** Number of their primitives that are points or lines. */
  readonly withoutSurface: number
}

/** The attributes in SHAPING of a primitive, of its morph targets, or of its compressed content. */
export const shapingAttributes = (attributes: Readonly<Record<string, number>>): [string, number][] =>
  Object.entries(attributes).filter(([name]) => SHAPING.test(name))

/** Whether a primitive has triangles, and positions for their corners. */
export const hasSurface = ({ mode, attributes }: GltfPrimitive): boolean =>
  mode >= TRIANGLES && 'POSITION' in attributes

/**
 * What the scene shows, and which accessors must be decoded for it. In a file without nodes, every mesh is shown as it
 * is.
 *
 * @throws `mesh.invalid`, naming what points to nothing
 */
export function placeMeshes(gltf: Gltf): PlacedGltf {
  const { nodes, meshes, skins } = gltf
  const tree = nodeTree(gltf)
  const placements: Placement[] =
    nodes.length === 0
      ? meshes.map((_, mesh) => ({ node: -1, mesh }))
      : tree.shown.flatMap((node) => {
          const { mesh } = nodes[node]
          return mesh === undefined ? [] : [{ node, mesh }]
        })
  const accessors = new Set<number>()
  const need = (accessor: number, place: string) => {
    require(gltf.accessors, accessor, place, 'accessor')
    accessors.add(accessor)
  }
  const seen = new Set<number>()
  let withoutSurface = 0
  for (const { node, mesh } of placements) {
    if (node >= 0) {
      require(meshes, mesh, `nodes[${node}].mesh`, 'mesh')
      const { skin, extensions } = nodes[node]
      if (skin !== undefined) {
        require(skins, skin, `nodes[${node}].skin`, 'skin')
        const { inverseBindMatrices, joints } = skins[skin]
        if (inverseBindMatrices !== undefined) need(inverseBindMatrices, `skins[${skin}].inverseBindMatrices`)
        for (const joint of joints) require(nodes, joint, `skins[${skin}].joints`, 'node')
      }
      for (const [name, accessor] of Object.entries(extensions?.EXT_mesh_gpu_instancing?.attributes ?? {}))
        if (!name.startsWith('_')) need(accessor, `nodes[${node}].extensions.EXT_mesh_gpu_instancing.${name}`)
    }
    if (seen.has(mesh)) continue
    seen.add(mesh)
    meshes[mesh].primitives.forEach((primitive, p) => {
      const place = `meshes[${mesh}].primitives[${p}]`
      if (!hasSurface(primitive)) {
        withoutSurface++
        return
      }
      for (const [name, accessor] of shapingAttributes(primitive.attributes)) need(accessor, `${place}.${name}`)
      if (primitive.indices !== undefined) need(primitive.indices, `${place}.indices`)
      for (const target of primitive.targets ?? []) if ('POSITION' in target) need(target.POSITION, `${place}.targets`)
    })
  }
  return { tree, placements, accessors: [...accessors], withoutSurface }
}

/** A primitive that Draco has compressed, and its place in the file for errors. */
export interface DracoPrimitive {
  readonly primitive: GltfPrimitive
  /** Number of the buffer view that holds it. */
  readonly view: number
  readonly place: string
}

/** The primitives compressed by Draco among those that are shown, each once. */
export const dracoPrimitives = (gltf: Gltf, placements: readonly Placement[]): DracoPrimitive[] =>
  [...new Set(placements.map(({ mesh }) => mesh))].flatMap((mesh) =>
    gltf.meshes[mesh].primitives.flatMap((primitive, p) => {
      const view = primitive.extensions?.KHR_draco_mesh_compression?.bufferView
      const place = `meshes[${mesh}].primitives[${p}]`
      return view === undefined || !hasSurface(primitive) ? [] : [{ primitive, view, place }]
    }),
  )

function require(list: readonly unknown[], index: number, place: string, what: string): void {
  if (index >= list.length)
    throw new ShapekinError('mesh.invalid', { place, problem: `there is no ${what} ${index}, only ${list.length}` })
}
