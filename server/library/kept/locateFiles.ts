import { join } from 'node:path'
import type { PlacedFile } from '../../catalog/placedFiles.js'
import { isArchive } from '../../mesh/archive/archive.js'
import { archiveLister, findInArchive } from '../../mesh/archive/findInArchive.js'
import type { MeshPlace } from '../../mesh/readMeshBytes.js'

/**
 * Finds where the files of a library are read. For a file in an archive, the catalog holds the place of the archive
 * and the file's path from the root. Each archive is listed once. A file that is no longer in its archive gets a place
 * where nothing lies, so that reading it gives the error.
 */
export async function locateFiles(files: Iterable<PlacedFile>): Promise<(PlacedFile & MeshPlace)[]> {
  const list = archiveLister()
  const located: (PlacedFile & MeshPlace)[] = []
  for (const file of files) {
    const { id, place, root, below } = file
    if (typeof place !== 'string' || !isArchive(place)) located.push(file)
    else {
      const path = join(root.path, below)
      const lies = await findInArchive(path, id, list).catch((): MeshPlace => ({ place: path, id }))
      located.push({ ...file, ...lies })
    }
  }
  return located
}
