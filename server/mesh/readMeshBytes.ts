import { ShapekinError } from '../../shared/errors.js'
import type { PackedFile } from './archive/archive.js'
import { packedNeighbours } from './archive/packedNeighbours.js'
import { readPacked } from './archive/readPacked.js'
import { readBounded } from '../system/readBounded.js'
import { MAX_FILE_BYTES } from './limits.js'
import { neighbourReader } from './gltf/neighbourReader.js'
import { packGltf } from './gltf/packGltf.js'
import { meshFormatOf, READ_NAMES, type MeshFormat } from './formats.js'

/** First line of what Git LFS leaves in place of a file that was not fetched, and the most bytes that it has. */
const POINTER = 'version https://git-lfs.github.com/spec/'
const LONGEST_POINTER = 1024

/** Where a mesh file lies. */
export interface MeshPlace {
  /** Path of the file, or of the archive that it lies in; a Buffer where a name is not valid UTF-8. */
  readonly place: string | Buffer
  /** Its name in errors; its ending tells the format. */
  readonly id: string
  /** For a file in an archive: which file it is. */
  readonly packed?: PackedFile | undefined
}

/**
 * Reads the content of one mesh file without parsing it, which DescribePool does on a thread. The files below its
 * folder that it names are included.
 *
 * @throws `input.unknownFormat`, `input.notFound`, `input.notFetched`, `input.unreadable`, `mesh.tooLarge`,
 *   `mesh.invalid`, `mesh.undecodable`
 */
export async function readMeshBytes(file: MeshPlace): Promise<{ bytes: Uint8Array; format: MeshFormat }> {
  const { place, id: path, packed } = file
  const format = meshFormatOf(path)
  if (format === undefined) throw new ShapekinError('input.unknownFormat', { path, formats: READ_NAMES })
  const bytes = await contentOf(file)
  if (bytes.length < LONGEST_POINTER && bytes.toString('latin1', 0, POINTER.length) === POINTER)
    throw new ShapekinError('input.notFetched', { path })
  if (format !== 'gltf') return { bytes, format }
  const load = packed ? packedNeighbours(place, packed, bytes.length) : neighbourReader(place, bytes.length)
  return { bytes: await packGltf(bytes, load), format }
}

async function contentOf({ place, id: path, packed }: MeshPlace): Promise<Buffer> {
  const tooLarge = (count: number) =>
    new ShapekinError('mesh.tooLarge', { count, what: 'bytes', limit: MAX_FILE_BYTES })
  if (packed === undefined) return readBounded(place, MAX_FILE_BYTES, tooLarge, path)
  const entry = packed.archive.files.get(packed.name)
  if (entry === undefined) throw new ShapekinError('input.notFound', { path })
  return readPacked(place, entry, path)
}
