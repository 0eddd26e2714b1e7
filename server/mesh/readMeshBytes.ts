import { ShapekinError } from '../../shared/errors.js'
import { readBounded } from '../system/readBounded.js'
import { MAX_FILE_BYTES } from './limits.js'
import { neighbourReader } from './gltf/neighbourReader.js'
import { packGltf } from './gltf/packGltf.js'
import { meshFormatOf, READ_NAMES, type MeshFormat } from './formats.js'

/**
 * The content of one mesh file, still to be parsed: DescribePool does that on a thread. It comes with that of the files below
 * its folder that it names.
 *
 * @param path  its name for sentences, whose ending tells the format
 * @throws `input.unknownFormat`, `input.notFound`, `input.unreadable`, `mesh.tooLarge`, `mesh.invalid`
 */
export async function readMeshBytes(
  place: string | Buffer,
  path = String(place),
): Promise<{ bytes: Uint8Array; format: MeshFormat }> {
  const format = meshFormatOf(path)
  if (format === undefined) throw new ShapekinError('input.unknownFormat', { path, formats: READ_NAMES })
  const tooLarge = (count: number) =>
    new ShapekinError('mesh.tooLarge', { count, what: 'bytes', limit: MAX_FILE_BYTES })
  const bytes = await readBounded(place, MAX_FILE_BYTES, tooLarge, path)
  if (format !== 'gltf') return { bytes, format }
  return { bytes: await packGltf(bytes, neighbourReader(place, bytes.length)), format }
}
