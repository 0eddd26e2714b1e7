import { ShapekinError } from '../../../shared/errors.js'
import type { Gltf } from './gltfSchema.js'
import type { GltfContent } from './openGltf.js'

const DATA_URI = /^data:[^,]{0,200}?(;base64)?,/i

/** Whether a buffer lies in a file of its own. */
export const isInFile = (uri: string | undefined): uri is string => uri !== undefined && !/^data:/i.test(uri)

/**
 * The content of one buffer, read when it is needed. Some buffers of compressed files have no content, because readers
 * that can decompress do not need it; such a buffer is empty here.
 */
export class BufferData {
  private readonly known: (Uint8Array | undefined)[] = []

  constructor(
    private readonly gltf: Gltf,
    private readonly content: GltfContent,
  ) {}

  /** @throws `mesh.invalid`, `mesh.truncated` */
  of(index: number): Uint8Array {
    return (this.known[index] ??= this.read(index))
  }

  private read(index: number): Uint8Array {
    const { buffers } = this.gltf
    const place = `buffers[${index}]`
    const { uri, byteLength } = buffers[index]
    const data =
      uri === undefined ? this.binary(index) : isInFile(uri) ? this.file(index, uri) : fromDataUri(uri, place)
    if (uri === undefined && data.length === 0) return data
    if (data.length < byteLength)
      throw new ShapekinError('mesh.truncated', {
        place: `byte ${data.length} of ${place}`,
        expected: `its ${byteLength} bytes`,
      })
    return data
  }

  private binary(index: number): Uint8Array {
    return index === 0 && this.content.bin ? this.content.bin : new Uint8Array()
  }

  private file(index: number, uri: string): Uint8Array {
    const before = this.gltf.buffers.slice(0, index).filter((buffer) => isInFile(buffer.uri)).length
    if (before < this.content.files.length) return this.content.files[before]
    const problem = `its content lies in another file, ${uri.slice(0, 100)}`
    throw new ShapekinError('mesh.invalid', { place: `buffers[${index}]`, problem })
  }
}

function fromDataUri(uri: string, place: string): Uint8Array {
  const start = DATA_URI.exec(uri)
  if (!start) throw new ShapekinError('mesh.invalid', { place, problem: 'its data URI has no comma' })
  if (!start[1]) throw new ShapekinError('mesh.unsupported', { place, feature: 'a data URI that is not base64' })
  return Buffer.from(uri.slice(start[0].length), 'base64')
}
