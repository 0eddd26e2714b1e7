import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { cp } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { outputError } from '../system/writeWhole.js'

/**
 * Copies a finished folder to its place, all of it or nothing. An earlier result there is replaced.
 *
 * @throws ShapekinError `output.diskFull`, `output.notWritable`; the earlier result then stays as it was
 */
export async function exportFolder(source: string, folder: string): Promise<void> {
  const [staged, replaced] = [beside(folder, 'partial'), beside(folder, 'replaced')]
  try {
    mkdirSync(dirname(folder), { recursive: true })
    await cp(source, staged, { recursive: true }) // cpSync of Node 22 and 24 reports a full disk as EIO
    checkCopy(source, staged)
    if (existsSync(folder)) renameSync(folder, replaced)
    try {
      renameSync(staged, folder)
    } catch (cause) {
      if (existsSync(replaced)) renameSync(replaced, folder)
      throw cause
    }
    rmSync(replaced, { recursive: true, force: true })
  } catch (cause) {
    throw outputError(folder, cause)
  } finally {
    rmSync(staged, { recursive: true, force: true })
  }
}

/** A path next to the target, on its file system, so that the last step is a rename. */
const beside = (folder: string, what: string): string =>
  join(dirname(folder), `.${folder.split(/[\\/]/).at(-1)}.${what}-${process.pid}`)

/** Makes sure that every file was copied with all of its bytes, and lies on the disk. */
function checkCopy(source: string, copy: string): void {
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const original = join(entry.parentPath, entry.name)
    const path = join(copy, original.slice(source.length))
    const file = openSync(path, 'r+')
    try {
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    const [expected, found] = [statSync(original).size, statSync(path).size]
    if (found !== expected) throw new Error(`${found} of ${expected} bytes were copied`)
  }
}
