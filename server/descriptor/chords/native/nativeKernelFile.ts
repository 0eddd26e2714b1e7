import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from '#scripts/lib/cacheFolder.js'
import { compiledUrl } from '../../../system/projectRoot.js'

/** The kernel's C++, which `npm run build` writes: see scripts/buildNative.js. */
export const NATIVE_SOURCE = compiledUrl('server/descriptor/chords/native/chords.cc')

/**
 * Where the native kernel is, if there is one: named by the hash of its source, so that no build ever loads the kernel
 * of another. That the file was compiled right is known before it gets this name.
 *
 * @throws Error where there is no source, or no cache folder can be written
 */
export function nativeKernelFile(): string {
  const hash = createHash('sha256').update(readFileSync(NATIVE_SOURCE)).digest('hex').slice(0, 16)
  return join(cacheFolder(), `chords-${process.platform}-${process.arch}-${hash}.node`)
}
