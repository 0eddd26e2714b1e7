import { Document, NodeIO, Accessor } from '@gltf-transform/core'
import { EXTMeshoptCompression, KHRDracoMeshCompression, KHRMeshQuantization } from '@gltf-transform/extensions'
import draco3d from 'draco3dgltf'
import { MeshoptEncoder } from 'meshoptimizer'
import type { Mesh } from '../../server/mesh/mesh.js'
import { GltfBuilder, primitiveOf } from './gltfFiles.js'
import { bumpySphere } from './meshes.js'

/** One way to write a mesh. */
export interface GltfVariant {
  readonly name: string
  readonly bytes: Buffer
  /** Beside the file. */
  readonly files?: Readonly<Record<string, Buffer>>
  /** Of the written mesh: how many times it is there. */
  readonly copies: number
  /** Share of its size that the numbers are rounded by. */
  readonly rounding: number
  /** The oldest Blender whose own importer reads it; none = no Blender does. */
  readonly blender?: string
}

/** A lopsided pebble, 256 triangles: no two of its directions are alike. */
export const pebble = (): Mesh => {
  const { positions, triangles } = bumpySphere(240, 0.3)
  return { triangles, positions: positions.map((value, i) => value * [1, 0.6, 1.7][i % 3] + [0.2, 0, -0.4][i % 3]) }
}

/** The mesh as each point is before `matrix` (by columns, without shift) and a shift are applied. */
const before = (mesh: Mesh, undo: (x: number, y: number, z: number) => number[]): Mesh => ({
  triangles: mesh.triangles,
  positions: Float32Array.from(
    Array.from({ length: mesh.positions.length / 3 }, (_, i) =>
      undo(mesh.positions[3 * i], mesh.positions[3 * i + 1], mesh.positions[3 * i + 2]),
    ).flat(),
  ),
})

const turnedOver = ({ positions, triangles }: Mesh): Mesh => ({
  positions,
  triangles: triangles.map((_, i) => triangles[i - (i % 3) + 2 - (i % 3)]),
})

/** Extensions that files ask for and that say nothing of their shape. */
const SHAPELESS = [
  'KHR_texture_basisu',
  'KHR_materials_variants',
  'EXT_mesh_features',
  'EXT_structural_metadata',
  'VRMC_vrm',
]

/** The pebble in every way that glTF has to write it. */
export async function gltfVariants(): Promise<GltfVariant[]> {
  const mesh = pebble()
  const { positions, triangles } = mesh
  const vertices = positions.length / 3
  const build = (make: (builder: GltfBuilder) => Record<string, unknown>, fill = ' '): Buffer => {
    const builder = new GltfBuilder()
    return builder.glb(make(builder), fill)
  }
  const alone = (primitive: Record<string, unknown>, node: Record<string, unknown> = {}) => ({
    meshes: [{ primitives: [primitive] }],
    nodes: [{ mesh: 0, ...node }],
  })
  const exact = { copies: 1, rounding: 1e-6, blender: '3.4' }

  const text = new GltfBuilder()
  const textScene = alone(primitiveOf(text, mesh))
  const dataUri = `data:application/octet-stream;base64,${text.content().toString('base64')}`

  return [
    { name: 'indices', ...exact, bytes: build((b) => alone(primitiveOf(b, mesh))) },
    { name: 'data-uri.gltf', ...exact, bytes: Buffer.from(JSON.stringify(text.json(textScene, { uri: dataUri }))) },
    {
      name: 'external.gltf',
      ...exact,
      bytes: Buffer.from(JSON.stringify(text.json(textScene, { uri: 'parts/the%20pebble.bin' }))),
      files: { 'parts/the pebble.bin': text.content() },
    },
    {
      name: 'no-indices',
      ...exact,
      bytes: build((b) => {
        const soup = Float32Array.from(Array.from(triangles).flatMap((v) => [...positions.subarray(3 * v, 3 * v + 3)]))
        return alone({ attributes: { POSITION: b.accessor(soup, 'VEC3') } })
      }),
    },
    {
      name: 'long-indices',
      ...exact,
      bytes: build((b) =>
        alone({ attributes: { POSITION: b.accessor(positions, 'VEC3') }, indices: b.accessor(triangles, 'SCALAR') }),
      ),
    },
    {
      name: 'short-indices',
      ...exact,
      bytes: build((b) =>
        alone({
          attributes: { POSITION: b.accessor(positions, 'VEC3') },
          indices: b.accessor(Uint8Array.from(triangles), 'SCALAR'),
        }),
      ),
    },
    {
      name: 'interleaved',
      ...exact,
      bytes: build((b) => {
        const woven = Float32Array.from({ length: 6 * vertices }, (_, i) =>
          i % 6 < 3 ? 0.577 : positions[3 * Math.floor(i / 6) + (i % 6) - 3],
        )
        const view = b.view(woven, { byteStride: 24 })
        const POSITION = b.accessor(positions, 'VEC3', { bufferView: view, byteOffset: 12 })
        const NORMAL = b.accessor(positions, 'VEC3', { bufferView: view, min: undefined, max: undefined })
        return alone({ attributes: { POSITION, NORMAL }, indices: b.accessor(Uint16Array.from(triangles), 'SCALAR') })
      }),
    },
    {
      name: 'two-primitives',
      ...exact,
      bytes: build((b) => {
        const half = 3 * Math.floor(triangles.length / 6)
        const parts = [triangles.subarray(0, half), triangles.subarray(half)]
        return {
          meshes: [{ primitives: parts.map((part) => primitiveOf(b, { positions, triangles: part })) }],
          nodes: [{ mesh: 0 }],
        }
      }),
    },
    {
      name: 'nested-nodes',
      ...exact,
      bytes: build((b) => ({
        // Up by 2, a quarter turn around z, then twice as long in x, all below a node that goes down by 2.
        meshes: [
          {
            primitives: [
              primitiveOf(
                b,
                before(mesh, (x, y, z) => [y / 2, -x, z]),
              ),
            ],
          },
        ],
        nodes: [
          { translation: [0, 0, -2], children: [1] },
          { matrix: [0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 1], children: [2] },
          { mesh: 0, scale: [2, 1, 1] },
        ],
      })),
    },
    {
      name: 'mirrored-node',
      ...exact,
      bytes: build((b) =>
        alone(
          primitiveOf(
            b,
            before(turnedOver(mesh), (x, y, z) => [x, -y, z]),
          ),
          { scale: [1, -1, 1] },
        ),
      ),
    },
    {
      name: 'sheared-node', // A parent stretched unevenly shears what is turned below it; Blender says so of its own parents, too.
      ...exact,
      bytes: build((b) => {
        const [c, s] = [Math.cos(0.5), Math.sin(0.5)]
        const undo = (x: number, y: number, z: number) => [c * (x / 3) + s * y, -s * (x / 3) + c * y, z]
        return {
          meshes: [{ primitives: [primitiveOf(b, before(mesh, undo))] }],
          nodes: [
            { scale: [3, 1, 1], children: [1] },
            { mesh: 0, rotation: [0, 0, Math.sin(0.25), Math.cos(0.25)] },
          ],
        }
      }),
    },
    {
      name: 'shared-mesh',
      ...exact,
      copies: 3,
      bytes: build((b) => ({
        meshes: [{ primitives: [primitiveOf(b, mesh)] }],
        nodes: [{ mesh: 0 }, { mesh: 0, rotation: [0, 0, 1, 0] }, { mesh: 0 }],
      })),
    },
    {
      name: 'hidden-nodes',
      copies: 1,
      rounding: 1e-6,
      bytes: build((b) => ({
        extensionsUsed: ['KHR_node_visibility'],
        meshes: [{ primitives: [primitiveOf(b, mesh)] }],
        nodes: [
          { mesh: 0, extensions: { KHR_node_visibility: { visible: true } } },
          { mesh: 0, translation: [9, 0, 0], extensions: { KHR_node_visibility: { visible: false } }, children: [2] },
          { mesh: 0, translation: [9, 0, 0] },
        ],
      })),
    },
    {
      name: 'instancing',
      ...exact,
      copies: 4,
      blender: '4.2',
      bytes: build((b) => ({
        extensionsUsed: ['EXT_mesh_gpu_instancing'],
        extensionsRequired: ['EXT_mesh_gpu_instancing'],
        ...alone(primitiveOf(b, mesh), {
          extensions: {
            EXT_mesh_gpu_instancing: {
              attributes: {
                ROTATION: b.accessor(
                  Float32Array.from({ length: 16 }, (_, i) => Number(i % 4 === i >> 2)),
                  'VEC4',
                ),
              },
            },
          },
        }),
      })),
    },
    {
      name: 'quantized',
      ...exact,
      rounding: 1e-4,
      bytes: build((b) => {
        const steps = Int16Array.from(positions, (value) => Math.round((value / 2.5) * 32767))
        const POSITION = b.accessor(steps, 'VEC3', { normalized: true })
        return {
          extensionsUsed: ['KHR_mesh_quantization'],
          extensionsRequired: ['KHR_mesh_quantization'],
          ...alone(
            { attributes: { POSITION }, indices: b.accessor(Uint16Array.from(triangles), 'SCALAR') },
            { scale: [2.5, 2.5, 2.5] },
          ),
        }
      }),
    },
    {
      name: 'sparse',
      ...exact,
      bytes: build((b) => {
        const changed = [3, 50, 51]
        const base = positions.map((value, i) => (changed.includes(Math.floor(i / 3)) ? 9 : value))
        const values = Float32Array.from(changed.flatMap((v) => [...positions.subarray(3 * v, 3 * v + 3)]))
        // Behind another vertex in its view, while the offsets of the sparse part are left out: they are 0.
        const view = b.view(Float32Array.of(7, 7, 7, ...base))
        const POSITION = b.accessor(positions, 'VEC3', {
          bufferView: view,
          byteOffset: 12,
          sparse: {
            count: changed.length,
            indices: { bufferView: b.view(Uint16Array.from(changed)), componentType: 5123 },
            values: { bufferView: b.view(values) },
          },
        })
        return alone({ attributes: { POSITION }, indices: b.accessor(Uint16Array.from(triangles), 'SCALAR') })
      }),
    },
    {
      name: 'morphed',
      ...exact,
      bytes: build((b) => {
        const base = before(mesh, (x, y, z) => [x, y / 2, z])
        const halves = positions.map((value, i) => (i % 3 === 1 ? value : 0))
        const primitive = { ...primitiveOf(b, base), targets: [{ POSITION: b.accessor(halves, 'VEC3') }] }
        return { meshes: [{ primitives: [primitive], weights: [0] }], nodes: [{ mesh: 0, weights: [0.5] }] }
      }),
    },
    {
      name: 'skinned',
      ...exact,
      bytes: build((b) => {
        // Joint 0 doubles, joint 1 stays; where the mesh was bound both stand a step aside.
        const WEIGHTS_0 = b.accessor(
          Float32Array.from({ length: 4 * vertices }, (_, i) => [0.25, 0.75, 0, 0][i % 4]),
          'VEC4',
        )
        const JOINTS_0 = b.accessor(
          Uint8Array.from({ length: 4 * vertices }, (_, i) => [0, 1, 0, 0][i % 4]),
          'VEC4',
        )
        const { attributes, indices } = primitiveOf(
          b,
          before(mesh, (x, y, z) => [x / 1.25, y / 1.25, z / 1.25]),
        )
        const bind = Array.from({ length: 2 }, () => [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, -1, 0, 0, 1]).flat()
        return {
          meshes: [{ primitives: [{ attributes: { ...(attributes as object), JOINTS_0, WEIGHTS_0 }, indices }] }],
          skins: [{ joints: [1, 2], inverseBindMatrices: b.accessor(Float32Array.from(bind), 'MAT4') }],
          nodes: [
            { mesh: 0, skin: 0, translation: [50, 0, 0] }, // a skinned node's own place does not count
            { translation: [2, 0, 0], scale: [2, 2, 2] },
            { translation: [1, 0, 0] },
          ],
        }
      }),
    },
    {
      name: 'points-beside',
      ...exact,
      bytes: build((b) => {
        const primitive = primitiveOf(b, mesh)
        return { meshes: [{ primitives: [primitive, { ...primitive, mode: 0 }] }], nodes: [{ mesh: 0 }] }
      }),
    },
    {
      name: 'filled-with-nul',
      copies: 1,
      rounding: 1e-6,
      bytes: build((b) => alone(primitiveOf(b, mesh)), '\0'),
    },
    {
      name: 'foreign-extensions',
      copies: 1,
      rounding: 1e-6,
      bytes: build((b) => ({
        extensionsUsed: SHAPELESS,
        extensionsRequired: SHAPELESS,
        ...alone(primitiveOf(b, mesh)),
      })),
    },
    ...(await compressed(mesh)),
  ]
}

/** Written by glTF Transform. */
async function compressed(mesh: Mesh): Promise<GltfVariant[]> {
  const io = new NodeIO()
    .registerExtensions([EXTMeshoptCompression, KHRDracoMeshCompression, KHRMeshQuantization])
    .registerDependencies({
      'draco3d.encoder': await draco3d.createEncoderModule(),
      'meshopt.encoder': await MeshoptEncoder.ready.then(() => MeshoptEncoder),
    })
  const documentOf = () => {
    const document = new Document()
    const buffer = document.createBuffer()
    const list = (array: Float32Array | Uint16Array, type: 'VEC3' | 'SCALAR') =>
      document.createAccessor().setBuffer(buffer).setArray(array.slice()).setType(Accessor.Type[type])
    const primitive = document
      .createPrimitive()
      .setAttribute('POSITION', list(mesh.positions, 'VEC3'))
      .setIndices(list(Uint16Array.from(mesh.triangles), 'SCALAR'))
    const node = document.createNode().setMesh(document.createMesh().addPrimitive(primitive))
    document.createScene().addChild(node)
    return document
  }
  const write = async (prepare: (document: Document) => void) => {
    const document = documentOf()
    prepare(document)
    return Buffer.from(await io.writeBinary(document))
  }
  const { EDGEBREAKER, SEQUENTIAL } = KHRDracoMeshCompression.EncoderMethod
  const { QUANTIZE, FILTER } = EXTMeshoptCompression.EncoderMethod
  const draco = (method: typeof EDGEBREAKER | typeof SEQUENTIAL) =>
    write((document) => {
      document.createExtension(KHRDracoMeshCompression).setRequired(true).setEncoderOptions({ method })
    })
  const meshopt = (method: typeof QUANTIZE | typeof FILTER) =>
    write((document) => {
      document.createExtension(EXTMeshoptCompression).setRequired(true).setEncoderOptions({ method })
    })
  return [
    { name: 'draco-edgebreaker', bytes: await draco(EDGEBREAKER), copies: 1, rounding: 1e-3 },
    { name: 'draco-sequential', bytes: await draco(SEQUENTIAL), copies: 1, rounding: 1e-3 },
    { name: 'meshopt', bytes: await meshopt(QUANTIZE), copies: 1, rounding: 1e-6 },
    { name: 'meshopt-filtered', bytes: await meshopt(FILTER), copies: 1, rounding: 1e-3 },
  ]
}
