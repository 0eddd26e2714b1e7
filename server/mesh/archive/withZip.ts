import { close, open } from 'node:fs'
import { promisify } from 'node:util'
import { fromFdPromise, type ZipFile } from 'yauzl'

/**
 * Opens a zip archive, passes it to `work`, and closes it whatever happens. Before `work`, only the end of the file is
 * read.
 *
 * @param place its path; a Buffer where a name is not valid UTF-8
 * @throws what the system and yauzl throw, and what `work` throws
 */
export async function withZip<T>(place: string | Buffer, work: (zip: ZipFile) => Promise<T>): Promise<T> {
  const file = await promisify(open)(place, 'r')
  let zip: ZipFile
  try {
    // Names and sizes are checked by our own code, so that a bad one does not end the reading of the others; for sizes
    // see readPacked.
    zip = await fromFdPromise(file, {
      lazyEntries: true,
      autoClose: false,
      decodeStrings: false,
      validateEntrySizes: false,
    })
  } catch (cause) {
    await promisify(close)(file)
    throw cause
  }
  // Without a listener, a failure to close would end the process.
  zip.on('error', () => undefined)
  try {
    return await work(zip)
  } finally {
    zip.close()
  }
}
