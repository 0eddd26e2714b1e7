import { isUtf8 } from 'node:buffer'
import { sep } from 'node:path'
import { currentSpace } from './catalogSpace.js'
import { readRoots, type LibraryRoot } from './rootRows.js'
import type { Up } from '../mesh/upInFile.js'
import type { SqlFile } from './sqlFile.js'

/** A file of a library whose content is known, and where it lies. */
export interface PlacedFile {
  /** Number of the file, as knownFiles gives it. */
  readonly number: number
  readonly id: string
  readonly class: string
  readonly root: LibraryRoot
  /** Absolute path; a Buffer where a name is not valid UTF-8. */
  readonly place: string | Buffer
  /** Id of the file without the prefix of its root. */
  readonly below: string
  /** Number of its content: files with the same one hold the same. */
  readonly content: number
  /** What points up in it, as it was described. */
  readonly up: Up
}

/**
 * All files whose content is known in the space in use, in the order of their ids.
 *
 * @param number of the only file that is asked for; default all
 */
export function placedFiles(sql: SqlFile, number?: number): PlacedFile[] {
  const roots = new Map(readRoots(sql).map((root) => [root.id, root]))
  const rows = sql
    .prepare<[number, string, string, number, Uint8Array, number, Up]>(
      `SELECT f.id, f.name, f.class, f.root, f.way, c.id, c.up FROM file f JOIN content c ON c.id = f.content AND c.space = ?1
       WHERE ?2 IS NULL OR f.id = ?2 ORDER BY f.name`,
    )
    .all(currentSpace(sql)?.id ?? 0, number ?? null)
  return rows.flatMap(([own, id, label, rootId, way, content, up]) => {
    const root = roots.get(rootId)
    if (root === undefined) return []
    const below = id.slice(root.prefix.length)
    return [{ number: own, id, class: label, root, place: placeOf(root, way), below, content, up }]
  })
}

function placeOf({ path }: LibraryRoot, way: Uint8Array): string | Buffer {
  const place = Buffer.concat([Buffer.from(path.endsWith(sep) ? path : path + sep), way])
  return isUtf8(place) ? place.toString() : place
}
