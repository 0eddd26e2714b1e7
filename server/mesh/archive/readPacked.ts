import { crc32 } from 'node:zlib'
import { Entry } from 'yauzl'
import { ShapekinError } from '../../../shared/errors.js'
import type { PackedEntry } from './archive.js'
import { reasonOf } from './listArchive.js'
import { withZip } from './withZip.js'

/**
 * Unpacks a file of an archive. It unpacks no more bytes than the list of contents says, and compares the checksum.
 *
 * @param place of the archive
 * @param name  its name in errors
 * @throws ShapekinError `mesh.undecodable`
 */
export async function readPacked(place: string | Buffer, entry: PackedEntry, name: string): Promise<Buffer> {
  const { uncompressedSize: size } = entry
  const content = Buffer.allocUnsafe(size) // listArchive has checked it against MAX_FILE_BYTES and MAX_RATIO
  let used = 0
  try {
    await withZip(place, async (zip) => {
      const stream = await zip.openReadStreamPromise(Object.assign(new Entry(), entry))
      for await (const piece of stream as AsyncIterable<Buffer>) {
        if (used + piece.length > size) throw new Error(`it is longer than the ${size} bytes that the archive says`)
        used += piece.copy(content, used)
      }
    })
    if (used < size) throw new Error(`it has ${used} bytes, not ${size} as the archive says`)
    if (crc32(content) !== entry.crc32) throw new Error('its checksum is another')
  } catch (cause) {
    throw new ShapekinError('mesh.undecodable', { place: name, reason: reasonOf(cause) }, { cause })
  }
  return content
}
