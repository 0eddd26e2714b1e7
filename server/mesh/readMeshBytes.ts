import { extname } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import { readBounded } from '../system/readBounded.js'
import { MAX_FILE_BYTES } from './limits.js'
import { MESH_FORMATS, type MeshFormat } from './parseMesh.js'

/** The format a file name promises, by its extension in any case; undefined = no mesh file. */
export const meshFormatOf = (path: string): MeshFormat | undefined =>
  MESH_FORMATS.find((format) => extname(path).toLowerCase() === `.${format}`)

/**
 * The content of one STL or OBJ file, still to be parsed: DescribePool does that on a thread.
 *
 * @throws `input.unknownFormat`, `input.notFound`, `input.unreadable`, `mesh.tooLarge`
 */
export async function readMeshBytes(path: string): Promise<{ bytes: Uint8Array; format: MeshFormat }> {
  const format = meshFormatOf(path)
  if (format === undefined) throw new ShapekinError('input.unknownFormat', { path })
  const tooLarge = (count: number) =>
    new ShapekinError('mesh.tooLarge', { count, what: 'bytes', limit: MAX_FILE_BYTES })
  return { bytes: await readBounded(path, MAX_FILE_BYTES, tooLarge), format }
}
