import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { readPacked } from '../../mesh/archive/readPacked.js'
import type { MeshPlace } from '../../mesh/readMeshBytes.js'
import { ShapekinError } from '../../../shared/errors.js'

/** Characters that any file system takes in a name, including the ending that tells the format. */
const LONGEST_NAME = 80

/**
 * Does work that needs the path of a mesh file, such as work of another program. The path is the file's own; for a
 * file in an archive it is that of an unpacked copy; for a file whose name is not valid UTF-8 it is that of a link to
 * it. Copy and link are deleted afterwards.
 *
 * @throws ShapekinError `mesh.undecodable`, `input.notFound`, and what the work throws
 */
export async function withPath<Result>(file: MeshPlace, work: (path: string) => Promise<Result>): Promise<Result> {
  const { place, packed, id } = file
  if (packed === undefined && typeof place === 'string') return work(resolve(place))
  const folder = await mkdtemp(join(tmpdir(), 'shapekin-unpacked-'))
  const path = join(folder, basename(id).slice(-LONGEST_NAME))
  try {
    if (packed === undefined) await symlink(place, path)
    else {
      const entry = packed.archive.files.get(packed.name)
      if (entry === undefined) throw new ShapekinError('input.notFound', { path: id })
      await writeFile(path, await readPacked(place, entry, id))
    }
    return await work(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
