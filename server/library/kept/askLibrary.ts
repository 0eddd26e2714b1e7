import { existsSync } from 'node:fs'
import { ShapekinError } from '../../../shared/errors.js'
import { currentSpace } from '../../catalog/catalogSpace.js'
import { ContentRows } from '../../catalog/contentRows.js'
import { countShapes } from '../../catalog/shapeRows.js'
import { numbersOfShape, shapeDescriptor } from '../../catalog/shapeTable.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import { findInArchive } from '../../mesh/archive/findInArchive.js'
import { isReadable, READ_NAMES } from '../../mesh/formats.js'
import type { LibraryAnswer } from './librarySearch.js'
import { searchAround } from './searchAround.js'

export interface LibraryQuestion {
  /** An id of the library, else the path of a mesh file. */
  readonly asked: string
  /** How many shapes to find. */
  readonly k: number
  /** Axis that points up in a file that the library does not hold; default y. Only used where the up axis matters. */
  readonly up?: string | undefined
}

/**
 * Finds the shapes of the library that are most like one of its own, or like a mesh file. A file whose content the
 * library holds is not described again. This is for a single question; use LibrarySearch for several.
 *
 * @throws ShapekinError `library.empty`, `library.unknownShape`, `catalog.*`, and as ShapeReader, placeMesh
 */
export async function askLibrary(
  sql: SqlFile,
  { asked, k, up }: LibraryQuestion,
  signal: AbortSignal,
): Promise<LibraryAnswer> {
  const { shapes } = countShapes(sql)
  if (shapes === 0) throw new ShapekinError('library.empty', { path: sql.path })
  const own = numbersOfShape(sql, 'place', asked)
  const place = own ?? (await placeOfFile(sql, asked, up, signal))
  const search = searchAround(sql, place, k)
  const found = own ? search.nearestToRow(asked, k) : search.nearestToFile(asked, place, k)
  return { metric: search.metric, shapes, ...found }
}

async function placeOfFile(
  sql: SqlFile,
  path: string,
  up: string | undefined,
  signal: AbortSignal,
): Promise<Float32Array> {
  if (!isReadable(path) || !(existsSync(path) || (await findInArchive(path)).packed))
    throw new ShapekinError('library.unknownShape', { id: path, path: sql.path, formats: READ_NAMES })
  const space = currentSpace(sql)
  const { ShapeReader } = await import('../shapeReader.js') // heavy, and not needed for a shape of the library
  const reader = new ShapeReader()
  const key = await reader.keyOf(await findInArchive(path)).finally(() => reader.close())
  const kept = new ContentRows(sql).placeOf(space?.id ?? 0, key, up)
  if (kept) return kept
  const { placeMesh } = await import('../placeMesh.js')
  const table = { descriptor: shapeDescriptor(sql, 'place') }
  return (await placeMesh(path, { table, path: sql.path, checkpoint: space?.checkpoint }, { up }, signal)).values
}
