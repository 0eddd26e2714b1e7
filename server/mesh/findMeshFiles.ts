import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import { meshFormatOf, READ_EXTENSIONS, unreadExtensionOf, unreadSentence } from './formats.js'

export interface MeshFile {
  /** As given, or the given folder and the way below it, with `/`. */
  readonly path: string
  /** Name of the folder it lies in. */
  readonly class: string
}

/**
 * The mesh files that are named or lie anywhere below named folders, each once, in the order of their names. Links are
 * followed; a folder that is met again is not entered again. A named file is taken whatever its ending, so that its
 * refusal is told.
 * @param unread counts the files on the way that hold meshes of formats which are not read, by extension
 * @throws ShapekinError `input.notFound`, `input.unreadable`
 */
export async function findMeshFiles(
  paths: readonly string[],
  unread: Map<string, number> = new Map(),
): Promise<MeshFile[]> {
  const found = new Map<string, MeshFile>()
  const entered = new Set<string>()
  const add = (path: string) =>
    found.set(resolve(path), { path: path.replaceAll('\\', '/'), class: basename(dirname(resolve(path))) })

  const count = (extension: string | undefined) => {
    if (extension !== undefined) unread.set(extension, (unread.get(extension) ?? 0) + 1)
  }

  const enter = async (folder: string): Promise<void> => {
    const place = await realpath(folder)
    if (entered.has(place)) return
    entered.add(place)
    for (const child of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, child.name)
      const isFolder = child.isSymbolicLink() ? await leadsToFolder(path) : child.isDirectory()
      if (isFolder) await enter(path)
      else if (!child.isFile() && !child.isSymbolicLink()) continue
      else if (meshFormatOf(child.name) !== undefined) add(path)
      else count(unreadExtensionOf(child.name))
    }
  }

  for (const path of paths) {
    const entry = await stat(path).catch((cause: unknown) => {
      throw new ShapekinError('input.notFound', { path }, { cause })
    })
    if (entry.isDirectory())
      await enter(path).catch((cause: NodeJS.ErrnoException) => {
        throw new ShapekinError('input.unreadable', { path: cause.path ?? path, reason: cause.code ?? '' }, { cause })
      })
    else add(path)
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}

/**
 * As findMeshFiles, at least one.
 * @throws ShapekinError `input.noMeshes`, which says what was seen instead
 */
export async function requireMeshFiles(
  paths: readonly string[],
  unread: Map<string, number> = new Map(),
): Promise<MeshFile[]> {
  const files = await findMeshFiles(paths, unread)
  if (files.length > 0) return files
  const seen = unread.size > 0 ? `; ${unreadSentence(unread)}` : ''
  throw new ShapekinError('input.noMeshes', { formats: READ_EXTENSIONS, path: paths.join(', '), seen })
}

/** A link that leads nowhere is a file that can not be read. */
const leadsToFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (target) => target.isDirectory(),
    () => false,
  )
