import { stat } from 'node:fs/promises'
import { ShapekinError } from '../../../shared/errors.js'
import type { MeshPlace } from '../readMeshBytes.js'
import { isArchive } from './archive.js'
import { listArchive } from './listArchive.js'

/**
 * Finds the file at a path that a person gave; the path may lead into an archive: `kit.zip/chairs/oak.stl`.
 *
 * @param path a Buffer where it is not valid UTF-8; such a path does not lead into an archive
 * @param id   its name in errors
 * @param list lists an archive; pass an archiveLister to find many files
 * @throws ShapekinError `input.inArchive` for what the archive holds but can not give
 */
export async function findInArchive(
  path: string | Buffer,
  id = path.toString(),
  list: typeof listArchive = listArchive,
): Promise<MeshPlace> {
  const outside: MeshPlace = { place: path, id }
  if (typeof path !== 'string') return outside
  const parts = path.split('/')
  for (let end = 1; end < parts.length; end++) {
    const place = parts.slice(0, end).join('/')
    if (!isArchive(place) || !(await stat(place).catch(() => undefined))?.isFile()) continue
    const archive = await list(place)
    const name = parts.slice(end).join('/')
    if (archive.files.has(name)) return { place, id, packed: { archive, name } }
    const reason = archive.refused.find((each) => each.name === name)?.reason ?? archive.fault
    if (reason !== undefined) throw new ShapekinError('input.inArchive', { path: id, reason })
  }
  return outside
}

/** A listArchive that lists each archive once and remembers it. */
export function archiveLister(): typeof listArchive {
  const listed = new Map<string | Buffer, ReturnType<typeof listArchive>>()
  return (place) => {
    const known = listed.get(place) ?? listArchive(place)
    listed.set(place, known)
    return known
  }
}
