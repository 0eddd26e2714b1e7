import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'

export interface MeshFile {
  /** As given, or the given folder and the way below it, with `/`. */
  readonly path: string
  /** Name of the folder it lies in. */
  readonly class: string
}

const MESH_FILE = /\.(stl|obj)$/i

/**
 * The mesh files that are named or lie anywhere below named folders, each once, in the order of their names. Links are
 * followed; a folder that is met again is not entered again. A named file is taken whatever its ending, so that its
 * refusal is told.
 * @throws ShapekinError `input.notFound`, `input.unreadable`
 */
export async function findMeshFiles(paths: readonly string[]): Promise<MeshFile[]> {
  const found = new Map<string, MeshFile>()
  const entered = new Set<string>()
  const add = (path: string) =>
    found.set(resolve(path), { path: path.replaceAll('\\', '/'), class: basename(dirname(resolve(path))) })

  const enter = async (folder: string): Promise<void> => {
    const place = await realpath(folder)
    if (entered.has(place)) return
    entered.add(place)
    for (const child of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, child.name)
      const isFolder = child.isSymbolicLink() ? await leadsToFolder(path) : child.isDirectory()
      if (isFolder) await enter(path)
      else if (MESH_FILE.test(child.name) && (child.isFile() || child.isSymbolicLink())) add(path)
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

/** A link that leads nowhere is a file that can not be read. */
const leadsToFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (target) => target.isDirectory(),
    () => false,
  )
