import { stat, readdir } from 'node:fs/promises'
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
 * The mesh files that are named or lie anywhere below named folders, each once, in the order of their names.
 * A named file is taken whatever its ending, so that its refusal is told.
 * @throws ShapekinError `input.notFound`
 */
export async function findMeshFiles(paths: readonly string[]): Promise<MeshFile[]> {
  const found = new Map<string, MeshFile>()
  const add = (path: string) =>
    found.set(resolve(path), { path: path.replaceAll('\\', '/'), class: basename(dirname(resolve(path))) })
  for (const path of paths) {
    const entry = await stat(path).catch((cause: unknown) => {
      throw new ShapekinError('input.notFound', { path }, { cause })
    })
    if (!entry.isDirectory()) add(path)
    else
      for (const child of await readdir(path, { recursive: true, withFileTypes: true }))
        if (child.isFile() && MESH_FILE.test(child.name)) add(join(child.parentPath, child.name))
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}
