import { readFile, stat } from 'node:fs/promises'
import { ShapekinError } from '../../shared/errors.js'
import { whyUnreadable } from './whyUnreadable.js'

/**
 * Reads a file of at most `limit` bytes.
 *
 * @param path  its name in errors
 * @throws `input.notFound`, `input.unreadable` (a folder, no permission), or the error that tooLarge makes for the
 *   size
 */
export async function readBounded(
  place: string | Buffer,
  limit: number,
  tooLarge: (size: number) => ShapekinError,
  path = String(place),
): Promise<Buffer> {
  try {
    const found = await stat(place)
    // Reading a pipe or a device may never end.
    if (!found.isFile()) throw new ShapekinError('input.unreadable', { path, reason: 'it is no file' })
    if (found.size > limit) throw tooLarge(found.size)
    return await readFile(place)
  } catch (cause) {
    throw inputError(path, cause)
  }
}

/** Turns an error of the system while reading into one of the error table. */
export function inputError(path: string, cause: unknown): ShapekinError {
  if (cause instanceof ShapekinError) return cause
  const { code } = cause as NodeJS.ErrnoException
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? new ShapekinError('input.notFound', { path }, { cause })
    : new ShapekinError('input.unreadable', { path, reason: whyUnreadable(cause) }, { cause })
}
