import { ShapekinError } from '../../../shared/errors.js'
import { MAX_FILE_BYTES } from '../limits.js'
import type { PackedFile } from './archive.js'
import { readPacked } from './readPacked.js'

/**
 * Makes a reader of files that lie in an archive below the folder of a given one, as neighbourReader does for files
 * outside archives.
 *
 * @param used bytes of the given file itself; all files together may have MAX_FILE_BYTES
 */
export function packedNeighbours(place: string | Buffer, { archive, name }: PackedFile, used: number) {
  let total = used
  const folder = name.slice(0, name.lastIndexOf('/') + 1)
  /** @throws `mesh.invalid`, `mesh.tooLarge`, `mesh.undecodable` */
  return async (way: string, at: string): Promise<Uint8Array> => {
    const parts = way.split('/').filter((part) => part !== '' && part !== '.')
    if (parts.includes('..'))
      throw new ShapekinError('mesh.invalid', {
        place: at,
        problem: `it names ${way}, which is not below the folder of the file`,
      })
    const entry = archive.files.get(folder + parts.join('/'))
    if (entry === undefined)
      throw new ShapekinError('mesh.invalid', { place: at, problem: `the archive holds no ${way} beside it` })
    total += entry.uncompressedSize
    if (total > MAX_FILE_BYTES)
      throw new ShapekinError('mesh.tooLarge', { count: total, what: 'bytes', limit: MAX_FILE_BYTES })
    return readPacked(place, entry, way)
  }
}
