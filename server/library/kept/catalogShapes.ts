import { placedFiles } from '../../catalog/placedFiles.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import { fileOfShape } from '../../mesh/formats.js'
import { upToDraw } from '../../mesh/upInFile.js'
import { librarySource } from '../librarySource.js'
import type { DrawnShapes } from '../shapesOfTable.js'
import { locateFiles } from './locateFiles.js'

/** The meshes of a library's shapes, read from the library's files. */
export async function catalogShapes(sql: SqlFile, ids: readonly string[], signal: AbortSignal): Promise<DrawnShapes> {
  const wanted = new Set([...ids, ...ids.map(fileOfShape)])
  const known = placedFiles(sql).filter(({ id }) => wanted.has(id))
  const files = await locateFiles(known)
  const ups = new Map(files.map(({ id, up }) => [id, up]))
  return {
    source: librarySource({ files, refused: [] }, ({ root }) => root.split, signal),
    upOf: (id) => upToDraw(id, ups.get(id) ?? ups.get(fileOfShape(id)) ?? 'none'),
  }
}
