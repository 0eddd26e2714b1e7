import type { z } from 'zod'
import { ShapekinError } from '../../../shared/errors.js'
import { problemOf } from '../../../shared/parse.js'
import { GltfSchema, type Gltf } from './gltfSchema.js'

/** Extensions that matter for shape and that are read. */
const READ = [
  'EXT_mesh_gpu_instancing',
  'EXT_meshopt_compression',
  'KHR_draco_mesh_compression',
  'KHR_mesh_quantization',
  'KHR_meshopt_compression',
  'KHR_node_visibility',
]
/** Extensions that do not matter for shape: materials, sounds, animations, names of parts, licences. */
const WITHOUT_SHAPE =
  /_(materials?|textures?|lights?|xmp|animation|audio|emitter|image|interactivity|collision|rigid|physics|features|metadata|manifold|selectability|hoverability)(_|$)|^VRMC?(_|$)/

/**
 * The description of a glTF file, reduced to what matters for shape.
 *
 * @param json the parsed JSON of the file, not checked
 * @throws `mesh.invalid`, which names the field, `mesh.unsupported` for glTF 1.0 and for extensions that are required
 *   but not supported
 */
export function parseGltf(json: unknown): Gltf {
  const { asset } = check(GltfSchema.pick({ asset: true }), json)
  // First of all: glTF 1.0 has objects where 2.0 has lists.
  if (!asset.version.startsWith('2.'))
    throw new ShapekinError('mesh.unsupported', { place: 'asset.version', feature: `glTF ${asset.version}` })
  const gltf = check(GltfSchema, json)
  const foreign = gltf.extensionsRequired.find((name) => !READ.includes(name) && !WITHOUT_SHAPE.test(name))
  if (foreign !== undefined)
    throw new ShapekinError('mesh.unsupported', { place: 'extensionsRequired', feature: foreign })
  return gltf
}

function check<Schema extends z.ZodType>(schema: Schema, json: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new ShapekinError('mesh.invalid', { place: placeOf(issue.path), problem: problemOf(issue) })
}

/** `nodes[3].children[0]` */
const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .slice(1) || 'The JSON'
