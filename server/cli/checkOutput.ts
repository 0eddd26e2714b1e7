import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import { whyNotWritable } from '../system/whyNotWritable.js'

/** Before long work, so that it is not in vain: whether its output can be put where it was asked. */

/** @throws ShapekinError `output.notWritable` */
export function checkOutputFile(path: string): void {
  const isFolder = existsSync(path) && statSync(path).isDirectory()
  const reason = isFolder ? 'it is a folder' : whyNotWritable(dirname(path))
  if (reason !== undefined) throw new ShapekinError('output.notWritable', { path, reason })
}

/** Checks a folder that may hold other files, too. @throws ShapekinError `output.notWritable` */
export function checkOutputFolder(folder: string): void {
  const reason = whyNotWritable(folder)
  if (reason !== undefined) throw new ShapekinError('output.notWritable', { path: folder, reason })
}

/**
 * Checks a folder that is replaced as a whole.
 * @param isOurs tells whether files of these names come from an earlier call; a folder with anything else is refused
 * @throws ShapekinError `run.outNotEmpty`, `output.notWritable`
 */
export function checkReplaceable(folder: string, isOurs: (names: readonly string[]) => boolean): void {
  checkOutputFolder(folder)
  const names = existsSync(folder) ? readdirSync(folder) : []
  if (names.length > 0 && !isOurs(names)) throw new ShapekinError('run.outNotEmpty', { path: folder })
  checkOutputFolder(dirname(folder))
}
