import { join } from 'node:path'
import type { PlacedFile } from '../../catalog/filePlaces.js'
import { isArchive } from '../../mesh/archive/archive.js'
import { archiveLister, findInArchive } from '../../mesh/archive/findInArchive.js'
import type { MeshPlace } from '../../mesh/readMeshBytes.js'

/**
 * Files of a library as they are read: a catalog knows of those in archives where the archive lies, and their way from the
 * root. Each archive is listed once. What is not in it any more has a place where nothing lies, which is told where it is read.
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
