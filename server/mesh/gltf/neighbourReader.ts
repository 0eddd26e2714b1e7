import { realpath } from 'node:fs/promises'
import { sep } from 'node:path'
import { ShapekinError } from '../../../shared/errors.js'
import { readBounded } from '../../system/readBounded.js'
import { whyUnreadable } from '../../system/whyUnreadable.js'
import { MAX_FILE_BYTES } from '../limits.js'

const SEPARATOR = Buffer.from(sep)

/**
 * Makes a reader of files that lie below the folder of a given file. Where the given file is a link, the folder is
 * that of the file it leads to. Links that lead out of the folder are not followed.
 *
 * @param used bytes of the given file itself; all files together may have MAX_FILE_BYTES
 */
export function neighbourReader(file: string | Buffer, used: number) {
  let total = used
  /** @throws `mesh.invalid`, `mesh.tooLarge` */
  return async (way: string, place: string): Promise<Uint8Array> => {
    const invalid = (problem: string) => new ShapekinError('mesh.invalid', { place, problem })
    const resolve = (path: Buffer) =>
      realpath(path, 'buffer').catch((cause: unknown) => {
        throw invalid(`${way} can not be read: ${whyUnreadable(cause)}`)
      })
    const real = await resolve(Buffer.from(file))
    const folder = real.subarray(0, real.lastIndexOf(SEPARATOR) + 1)
    const target = await resolve(Buffer.concat([folder, Buffer.from(way)]))
    if (!target.subarray(0, folder.length).equals(folder))
      throw invalid(`it names ${way}, which is not below the folder of the file`)
    const tooLarge = (size: number) =>
      new ShapekinError('mesh.tooLarge', { count: total + size, what: 'bytes', limit: MAX_FILE_BYTES })
    const bytes = await readBounded(target, MAX_FILE_BYTES - total, tooLarge, way)
    total += bytes.length
    return bytes
  }
}
