import { z } from 'zod'

/** Place in one of the lists of the file, from 0. */
const Index = z.int().min(0)
const Indices = z.array(Index)
/** Lengths, offsets and counts. */
const Size = z.int().min(0)
const vector = (length: number) => z.array(z.number()).length(length)

/** Types of elements that the specification allows, with the number of components of each. */
export const ELEMENT_SIZES = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT2: 4, MAT3: 9, MAT4: 16 } as const
/** Bytes of a component, by the code of its type. */
export const COMPONENT_BYTES = { 5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4 } as const

const ElementType = z.enum(Object.keys(ELEMENT_SIZES) as (keyof typeof ELEMENT_SIZES)[])
const ComponentType = z.literal([5120, 5121, 5122, 5123, 5125, 5126])

const Meshopt = z.object({
  buffer: Index,
  byteOffset: Size.default(0),
  byteLength: Size,
  byteStride: z.int().min(1).max(256),
  count: Size,
  mode: z.enum(['ATTRIBUTES', 'TRIANGLES', 'INDICES']),
  filter: z.enum(['NONE', 'OCTAHEDRAL', 'QUATERNION', 'EXPONENTIAL', 'COLOR']).optional(),
})

const BufferView = z.object({
  buffer: Index,
  byteOffset: Size.default(0),
  byteLength: Size,
  byteStride: z.int().min(0).max(252).optional(),
  extensions: z
    .object({ EXT_meshopt_compression: Meshopt.optional(), KHR_meshopt_compression: Meshopt.optional() })
    .optional(),
})

const Accessor = z.object({
  bufferView: Index.optional(),
  byteOffset: Size.default(0),
  componentType: ComponentType,
  normalized: z.boolean().default(false),
  count: Size,
  type: ElementType,
  sparse: z
    .object({
      count: Size,
      indices: z.object({
        bufferView: Index,
        byteOffset: Size.default(0),
        componentType: z.literal([5121, 5123, 5125]),
      }),
      values: z.object({ bufferView: Index, byteOffset: Size.default(0) }),
    })
    .optional(),
})

const Attributes = z.record(z.string(), Index)

const Primitive = z.object({
  attributes: Attributes,
  indices: Index.optional(),
  mode: z.int().min(0).max(6).default(4),
  targets: z.array(Attributes).optional(),
  extensions: z
    .object({ KHR_draco_mesh_compression: z.object({ bufferView: Index, attributes: Attributes }).optional() })
    .optional(),
})

const Node = z.object({
  name: z.string().optional(),
  children: Indices.optional(),
  mesh: Index.optional(),
  skin: Index.optional(),
  weights: z.array(z.number()).optional(),
  matrix: vector(16).optional(),
  translation: vector(3).optional(),
  rotation: vector(4).optional(),
  scale: vector(3).optional(),
  extensions: z
    .object({
      EXT_mesh_gpu_instancing: z.object({ attributes: Attributes }).optional(),
      KHR_node_visibility: z.object({ visible: z.boolean().default(true) }).optional(),
    })
    .optional(),
})

const Skin = z.object({ inverseBindMatrices: Index.optional(), joints: Indices })

/**
 * The parts of a glTF file that matter for shape. Materials, textures, cameras, lights and animations are ignored.
 */
export const GltfSchema = z.object({
  asset: z.object({ version: z.string() }),
  extensionsRequired: z.array(z.string()).default([]),
  buffers: z.array(z.object({ byteLength: Size, uri: z.string().optional() })).default([]),
  bufferViews: z.array(BufferView).default([]),
  accessors: z.array(Accessor).default([]),
  meshes: z
    .array(
      z.object({
        name: z.string().optional(),
        primitives: z.array(Primitive),
        weights: z.array(z.number()).optional(),
      }),
    )
    .default([]),
  nodes: z.array(Node).default([]),
  skins: z.array(Skin).default([]),
  scenes: z.array(z.object({ nodes: Indices.optional() })).default([]),
  scene: Index.optional(),
})

export type Gltf = z.infer<typeof GltfSchema>
export type GltfAccessor = z.infer<typeof Accessor>
export type GltfPrimitive = z.infer<typeof Primitive>
export type GltfNode = z.infer<typeof Node>
