import { close, open } from 'node:fs'
import { promisify } from 'node:util'
import { fromFdPromise, type ZipFile } from 'yauzl'

/**
 * Opens a zip archive, gives it to `work`, and closes it whatever happens. Only its end is read before.
 *
 * @param place its path; bytes where a name is no UTF-8
 * @throws what the system and yauzl throw, and what `work` throws
 */
export async function withZip<T>(place: string | Buffer, work: (zip: ZipFile) => Promise<T>): Promise<T> {
  const file = await promisify(open)(place, 'r')
  let zip: ZipFile
  try {
    // Names are checked here: one that is bad must not end the reading of the others. So must no size; see readPacked.
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
