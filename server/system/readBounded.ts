import { readFile, stat } from 'node:fs/promises'
import { ShapekinError } from '../../shared/errors.js'

/**
 * The bytes of a file of at most `limit` bytes.
 *
 * @throws `input.notFound`, `input.unreadable` (a folder, no permission), or what tooLarge gives for the size
 */
export async function readBounded(
  path: string,
  limit: number,
  tooLarge: (size: number) => ShapekinError,
): Promise<Buffer> {
  try {
    const found = await stat(path)
    // A pipe or a device may never end.
    if (!found.isFile()) throw new ShapekinError('input.unreadable', { path, reason: 'it is no file' })
    if (found.size > limit) throw tooLarge(found.size)
    return await readFile(path)
  } catch (cause) {
    if (cause instanceof ShapekinError) throw cause
    const { code = String(cause) } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new ShapekinError('input.notFound', { path }, { cause })
    throw new ShapekinError('input.unreadable', { path, reason: code }, { cause })
  }
}
