import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  type Stats,
  writeFileSync,
} from 'node:fs'
import { mkdir, open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import { whyNotWritable } from './whyNotWritable.js'

/** A file to write: its path and its whole content. */
export type WholeFile = readonly [path: string, content: string | Uint8Array]

/**
 * Writes a file whole or not at all: a full disk, a kill or a loss of power leaves the old one or the new one. Missing
 * folders are made. A file that is there keeps its mode, a link stays a link.
 *
 * @throws ShapekinError `output.diskFull`, `output.notWritable`
 */
export const writeWhole = (...file: WholeFile): Promise<void> => writeAllWhole([file])

/**
 * Like writeWhole, for files that belong together: the first replaces its old version only when all are safely on the
 * disk.
 *
 * @throws ShapekinError `output.diskFull`, `output.notWritable`
 */
export async function writeAllWhole(files: readonly WholeFile[]): Promise<void> {
  const staged: { temporary: string; place: string }[] = []
  let current = ''
  try {
    for (const [path, content] of files) {
      current = path
      await mkdir(dirname(path), { recursive: true })
      const place = await realpath(path).catch(() => path)
      const there = await stat(place).catch(() => undefined)
      const isPlain = there?.isFile() ?? true
      const temporary = isPlain ? beside(place) : place // a pipe or a terminal can only be written as it is
      if (isPlain) staged.push({ temporary, place })
      const file = await open(temporary, isPlain ? 'wx' : 'w')
      if (isPlain && there) await keepMode(file, there)
      await fill(file, content, isPlain).finally(() => file.close())
    }
    for (const { temporary, place } of staged) {
      current = place
      await rename(temporary, place)
    }
    for (const folder of new Set(staged.map(({ place }) => dirname(place)))) await syncFolder(folder)
  } catch (cause) {
    for (const { temporary } of staged) await rm(temporary, { force: true }).catch(() => undefined)
    throw outputError(current, cause)
  }
}

/**
 * Like writeWhole, for content that is too large to hold in memory.
 *
 * @param write  writes the content to the path it is called with, which is that of a temporary file
 * @throws ShapekinError `output.diskFull`, `output.notWritable`, and as `write`
 */
export async function writeWholeBy(path: string, write: (place: string) => void | Promise<void>): Promise<void> {
  let temporary: string | undefined
  try {
    await mkdir(dirname(path), { recursive: true })
    const place = await realpath(path).catch(() => path)
    const there = await stat(place).catch(() => undefined)
    if (there && !there.isFile()) return await write(place) // a pipe or a terminal can only be written as it is
    temporary = beside(place)
    await write(temporary)
    const file = await open(temporary, 'r+')
    if (there) await keepMode(file, there)
    await file.sync().finally(() => file.close())
    await rename(temporary, place)
    await syncFolder(dirname(place))
  } catch (cause) {
    if (temporary !== undefined) await rm(temporary, { force: true }).catch(() => undefined)
    throw outputError(path, cause)
  }
}

async function fill(file: FileHandle, content: string | Uint8Array, isPlain: boolean): Promise<void> {
  await file.writeFile(content) // goes on where the system wrote only a part
  if (!isPlain) return
  await file.sync() // a full disk may be reported only here
  checkLength((await file.stat()).size, content)
}

/**
 * Like writeWhole, for the few small files that must be written at their place in the order of events: records, the
 * lock.
 *
 * @throws ShapekinError `output.diskFull`, `output.notWritable`
 */
export function writeWholeSync(...[path, content]: WholeFile): void {
  let temporary: string | undefined
  try {
    mkdirSync(dirname(path), { recursive: true })
    const there = statSync(path, { throwIfNoEntry: false })
    const place = there ? realpathSync(path) : path
    temporary = beside(place)
    const file = openSync(temporary, 'wx')
    try {
      if (there) keepModeSync(file, there)
      writeFileSync(file, content)
      fsyncSync(file)
      checkLength(fstatSync(file).size, content)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, place)
    syncFolderSync(dirname(place))
  } catch (cause) {
    if (temporary !== undefined) rmSync(temporary, { force: true })
    throw outputError(path, cause)
  }
}

/**
 * Gives a new file the mode of the one it replaces. The mode that `open` is called with would lose what the umask of
 * this process takes away. Some file systems have no modes.
 */
const keepMode = (file: FileHandle, { mode }: Stats): Promise<void> => file.chmod(mode).catch(() => undefined)

function keepModeSync(file: number, { mode }: Stats): void {
  try {
    fchmodSync(file, mode)
  } catch {
    // As above.
  }
}

/** Short, so that a name of the greatest length that the system allows can be written, too. */
const beside = (place: string): string => join(dirname(place), `.shapekin-${randomBytes(6).toString('hex')}.partial`)

/** Whether a file's name is that of a temporary file of ours; a killed process leaves it behind. */
export const isPartial = (name: string): boolean => /^\.shapekin-[\da-f]{12}\.partial$/.test(name)

function checkLength(found: number, content: string | Uint8Array): void {
  const expected = Buffer.byteLength(content)
  if (found !== expected) throw new Error(`${found} of ${expected} bytes were written`)
}

/**
 * Makes the rename survive a loss of power. Windows can not open folders, and some network file systems can not sync
 * them; there it is up to the system.
 */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

function syncFolderSync(folder: string): void {
  try {
    const handle = openSync(folder, 'r')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  } catch {
    // As above.
  }
}

/**
 * Turns an error of the system while writing into one of the error table, about the requested file in place of the
 * temporary one.
 */
export function outputError(path: string, cause: unknown): ShapekinError {
  if (cause instanceof ShapekinError) return cause
  const { code, message } = cause as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') return new ShapekinError('output.diskFull', { path }, { cause })
  // Node's recursive mkdir says so on a disk that can only be read, too.
  const found = code === 'ENOENT' ? whyNotWritable(dirname(path)) : undefined
  return new ShapekinError('output.notWritable', { path, reason: found ?? code ?? message }, { cause })
}
