import type { JSONDocument } from '@gltf-transform/core'
import { ShapekinError } from '../../../shared/errors.js'
import type { BufferData } from './bufferData.js'
import { compressionOf } from './checkAccessors.js'
import { ELEMENT_SIZES, type Gltf, type GltfPrimitive } from './gltfSchema.js'
import { shapingAttributes, type DracoPrimitive } from './placements.js'

/** The decoded numbers of an accessor. */
export interface DecodedAccessor {
  readonly array: ArrayLike<number>
  /** Number of elements that are there. For compressed content that is what it holds, whatever the accessor says. */
  readonly count: number
  readonly size: number
  /** Number by which integers are divided; 1 = they are not normalized. */
  readonly divisor: number
}

const DRACO = 'KHR_draco_mesh_compression'
const MESHOPT = 'EXT_meshopt_compression'
const DIVISORS: Readonly<Record<number, number>> = { 5120: 127, 5121: 255, 5122: 32767, 5123: 65535 }

/**
 * Decodes accessors by glTF Transform, with Draco and meshopt where they are needed. It gets only what was checked:
 * buffers, views, accessors, and the primitives that Draco has compressed.
 *
 * @param accessors numbers of those that are needed
 * @throws `mesh.undecodable`, naming the primitive or view
 */
export async function decodeAccessors(
  gltf: Gltf,
  data: BufferData,
  accessors: readonly number[],
  draco: readonly DracoPrimitive[],
): Promise<ReadonlyMap<number, DecodedAccessor>> {
  try {
    return await decode(gltf, data, accessors, draco)
  } catch (cause) {
    // Decodes each one alone to find the faulty one; only done when something is wrong.
    for (const each of draco) await decode(gltf, data, [], [each]).catch((fault) => throwAt(each.place, fault))
    for (const accessor of accessors)
      await decode(gltf, data, [accessor], []).catch((fault) => throwAt(`accessors[${accessor}]`, fault))
    return throwAt('The content', cause)
  }
}

function throwAt(place: string, cause: unknown): never {
  if (cause instanceof ShapekinError) throw cause
  const reason = cause instanceof Error ? cause.message : String(cause)
  throw new ShapekinError('mesh.undecodable', { place, reason: reason.slice(0, 200).replace(/\.$/, '') }, { cause })
}

async function decode(
  gltf: Gltf,
  data: BufferData,
  accessors: readonly number[],
  draco: readonly DracoPrimitive[],
): Promise<ReadonlyMap<number, DecodedAccessor>> {
  const { NodeIO, Logger } = await import('@gltf-transform/core')
  const { document, order } = libraryDocument(gltf, data, accessors, draco)
  const io = new NodeIO().setLogger(new Logger(Logger.Verbosity.SILENT))
  if (draco.length > 0) {
    const [{ KHRDracoMeshCompression }, { default: draco3d }] = await Promise.all([
      import('@gltf-transform/extensions'),
      import('draco3dgltf'),
    ])
    // A new decoder for each file, because its memory never shrinks, and it can not be used after a fault.
    const decoder = await draco3d.createDecoderModule()
    io.registerExtensions([KHRDracoMeshCompression]).registerDependencies({ 'draco3d.decoder': decoder })
  }
  if (document.json.bufferViews?.some(({ extensions }) => extensions)) {
    const [{ EXTMeshoptCompression }, { MeshoptDecoder }] = await Promise.all([
      import('@gltf-transform/extensions'),
      import('meshoptimizer'),
    ])
    await MeshoptDecoder.ready
    io.registerExtensions([EXTMeshoptCompression]).registerDependencies({ 'meshopt.decoder': MeshoptDecoder })
  }
  const read = await io.readJSON(document)
  const decoded: readonly { getArray(): ArrayLike<number> | null }[] = read.getRoot().listAccessors()
  return new Map(
    order.map((accessor, i) => {
      const { type, normalized, componentType } = gltf.accessors[accessor]
      const array = decoded[i].getArray() ?? []
      const size = ELEMENT_SIZES[type]
      return [
        accessor,
        { array, size, count: array.length / size, divisor: normalized ? (DIVISORS[componentType] ?? 1) : 1 },
      ]
    }),
  )
}

/**
 * The document that the library gets, which has its own numbering: `order` gives the accessor of the file for each of
 * its accessors.
 */
function libraryDocument(
  gltf: Gltf,
  data: BufferData,
  accessors: readonly number[],
  draco: readonly DracoPrimitive[],
): { document: JSONDocument; order: readonly number[] } {
  const order = [...new Set([...accessors, ...draco.flatMap(({ primitive }) => accessorsOf(primitive))])]
  const number = new Map(order.map((accessor, i) => [accessor, i]))
  const views = new Numbered<number>()
  const buffers = new Numbered<number>()
  const viewOf = (view: number) => views.number(view)
  const json: Record<string, unknown> = { asset: { version: '2.0' }, extensionsUsed: [DRACO, MESHOPT] }
  json.accessors = order.map((index) => {
    const { bufferView, sparse, ...accessor } = gltf.accessors[index]
    return {
      ...accessor,
      ...(bufferView === undefined ? {} : { bufferView: viewOf(bufferView) }),
      // Where a sparse part does not state an offset, the library would take that of the accessor around it; the
      // schema has stated all offsets.
      ...(sparse && {
        sparse: {
          count: sparse.count,
          indices: { ...sparse.indices, bufferView: viewOf(sparse.indices.bufferView) },
          values: { ...sparse.values, bufferView: viewOf(sparse.values.bufferView) },
        },
      }),
    }
  })
  json.meshes = draco.map(({ primitive }) => {
    const { attributes, indices, extensions } = primitive
    const compressed = extensions?.[DRACO]
    const names = shapingAttributes(attributes).filter(([name]) => compressed && name in compressed.attributes)
    return {
      primitives: [
        {
          attributes: Object.fromEntries(names.map(([name, accessor]) => [name, number.get(accessor)])),
          ...(indices === undefined ? {} : { indices: number.get(indices) }),
          extensions: {
            [DRACO]: compressed && {
              bufferView: viewOf(compressed.bufferView),
              attributes: Object.fromEntries(names.map(([name]) => [name, compressed.attributes[name]])),
            },
          },
        },
      ],
    }
  })
  json.bufferViews = views.all.map((index) => {
    const { buffer, byteOffset, byteLength, byteStride } = gltf.bufferViews[index]
    const compressed = compressionOf(gltf.bufferViews[index])
    return {
      buffer: buffers.number(compressed ? compressed.buffer : buffer),
      byteOffset,
      byteLength,
      ...(byteStride ? { byteStride } : {}),
      ...(compressed && { extensions: { [MESHOPT]: { ...compressed, buffer: buffers.number(compressed.buffer) } } }),
    }
  })
  const names = buffers.all.map((buffer) => `__${buffer}`)
  json.buffers = names.map((uri, i) => ({ uri, byteLength: data.of(buffers.all[i]).length }))
  const resources = Object.fromEntries(names.map((uri, i) => [uri, data.of(buffers.all[i])]))
  return { document: { json, resources } as unknown as JSONDocument, order }
}

/** Numbers of the accessors that Draco fills. */
const accessorsOf = ({ attributes, indices }: GltfPrimitive): number[] => [
  ...shapingAttributes(attributes).map(([, accessor]) => accessor),
  ...(indices === undefined ? [] : [indices]),
]

/** Numbers things from 0, in the order in which they come. */
class Numbered<T> {
  readonly all: T[] = []
  private readonly numbers = new Map<T, number>()

  number(thing: T): number {
    const known = this.numbers.get(thing)
    if (known !== undefined) return known
    this.numbers.set(thing, this.all.length)
    return this.all.push(thing) - 1
  }
}
