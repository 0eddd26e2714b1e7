import { ShapekinError } from '../../../shared/errors.js'
import { MAX_TRIANGLES, MAX_VERTICES } from '../limits.js'
import type { BufferData } from './bufferData.js'
import { checkDraco } from './checkDraco.js'
import type { DracoPrimitive } from './placements.js'
import { COMPONENT_BYTES, ELEMENT_SIZES, type Gltf, type GltfAccessor } from './gltfSchema.js'

/**
 * Bytes of two million loose triangles with four morph targets. There must be a limit, because all accessors of a file
 * may refer to the same bytes.
 */
const MAX_DECODED_BYTES = 2 ** 29

const bytesOfElement = ({ type, componentType }: Pick<GltfAccessor, 'type' | 'componentType'>): number =>
  ELEMENT_SIZES[type] * COMPONENT_BYTES[componentType]

/** The extension that says how a view is compressed, if it is. */
export const compressionOf = ({ extensions }: Gltf['bufferViews'][number]) =>
  extensions?.EXT_meshopt_compression ?? extensions?.KHR_meshopt_compression

/**
 * Checks that accessors lie inside their views, views inside their buffers, and that all together are not too large to
 * decode. The library takes this for granted.
 *
 * @param accessors numbers of those to check
 * @throws `mesh.invalid`, `mesh.truncated`, `mesh.tooLarge`, naming the accessor or view
 */
export function checkAccessors(gltf: Gltf, data: BufferData, accessors: readonly number[]): void {
  const check = new AccessorCheck(gltf, data)
  for (const accessor of accessors) check.accessor(accessor)
}

class AccessorCheck {
  private decodedBytes = 0
  /** Checked views, with the number of their bytes when decoded. */
  private readonly views = new Map<number, number>()

  constructor(
    private readonly gltf: Gltf,
    private readonly data: BufferData,
  ) {}

  accessor(index: number): void {
    const place = `accessors[${index}]`
    const accessor = this.gltf.accessors[index]
    const { count, bufferView, byteOffset, sparse } = accessor
    if (count > MAX_VERTICES) throw tooLarge(count, `elements in ${place}`, MAX_VERTICES)
    this.decode(count * bytesOfElement(accessor), place)
    if (bufferView !== undefined) this.range(bufferView, byteOffset, count, bytesOfElement(accessor), place)
    if (sparse) this.sparse(accessor, sparse, place)
  }

  private sparse(accessor: GltfAccessor, sparse: NonNullable<GltfAccessor['sparse']>, place: string): void {
    const { count, indices, values } = sparse
    if (count > accessor.count) throw invalid(`${place}.sparse`, `it replaces ${count} of ${accessor.count} elements`)
    const bytes = COMPONENT_BYTES[indices.componentType]
    this.range(indices.bufferView, indices.byteOffset, count, bytes, `${place}.sparse.indices`)
    this.range(values.bufferView, values.byteOffset, count, bytesOfElement(accessor), `${place}.sparse.values`)
    const view = this.gltf.bufferViews[indices.bufferView]
    if (compressionOf(view)) return
    const { buffer, byteOffset } = this.data.of(view.buffer)
    const numbers = new DataView(buffer, byteOffset + view.byteOffset + indices.byteOffset, count * bytes)
    for (let i = 0; i < count; i++) {
      const at = i * bytes
      const index =
        bytes === 1 ? numbers.getUint8(at) : bytes === 2 ? numbers.getUint16(at, true) : numbers.getUint32(at, true)
      if (index >= accessor.count)
        throw invalid(`${place}.sparse.indices`, `it names element ${index}, but there are ${accessor.count}`)
    }
  }

  private range(view: number, offset: number, count: number, bytes: number, place: string): void {
    const length = this.view(view, place)
    if (count === 0) return
    const stride = this.gltf.bufferViews[view].byteStride || bytes
    const end = offset + (count - 1) * stride + bytes
    if (end > length) throw invalid(place, `it ends at byte ${end} of bufferViews[${view}], which has ${length}`)
  }

  /** Checks a view. @returns the number of its bytes when decoded */
  private view(index: number, from: string): number {
    const { bufferViews } = this.gltf
    if (index >= bufferViews.length) throw invalid(from, `there is no buffer view ${index}, only ${bufferViews.length}`)
    const known = this.views.get(index)
    if (known !== undefined) return known
    const view = bufferViews[index]
    const compressed = compressionOf(view)
    const place = `bufferViews[${index}]`
    this.inBuffer(compressed ?? view, place)
    const length = compressed ? compressed.count * compressed.byteStride : view.byteLength
    if (compressed) this.decode(length, place)
    this.views.set(index, length)
    return length
  }

  private inBuffer(part: { buffer: number; byteOffset: number; byteLength: number }, place: string): void {
    const { buffers } = this.gltf
    if (part.buffer >= buffers.length) throw invalid(place, `there is no buffer ${part.buffer}, only ${buffers.length}`)
    const { length } = this.data.of(part.buffer)
    const end = part.byteOffset + part.byteLength
    if (end > length) throw invalid(place, `it ends at byte ${end} of buffers[${part.buffer}], which has ${length}`)
  }

  private decode(bytes: number, place: string): void {
    this.decodedBytes += bytes
    if (this.decodedBytes > MAX_DECODED_BYTES)
      throw tooLarge(this.decodedBytes, `bytes of accessors up to ${place}`, MAX_DECODED_BYTES)
  }

  /**
   * Checks a primitive that Draco has compressed: what it declares about its triangles must be small enough.
   * @returns the number of its bytes
   */
  draco(view: number, place: string): number {
    this.view(view, place)
    const { buffer, byteOffset, byteLength } = this.gltf.bufferViews[view]
    return checkDraco(this.data.of(buffer).subarray(byteOffset, byteOffset + byteLength), place)
  }
}

/**
 * Checks that what Draco has compressed lies inside its buffer and is not too large, by its own declaration.
 *
 * @throws as checkAccessors, and `mesh.undecodable`
 */
export function checkDracoViews(gltf: Gltf, data: BufferData, primitives: readonly DracoPrimitive[]): void {
  const check = new AccessorCheck(gltf, data)
  const places = new Map(primitives.map(({ view, place }) => [view, place]))
  let triangles = 0
  for (const [view, place] of places) {
    triangles += check.draco(view, place)
    if (triangles > MAX_TRIANGLES) throw tooLarge(triangles, 'triangles', MAX_TRIANGLES)
  }
}

const invalid = (place: string, problem: string) => new ShapekinError('mesh.invalid', { place, problem })
const tooLarge = (count: number, what: string, limit: number) =>
  new ShapekinError('mesh.tooLarge', { count, what, limit })
