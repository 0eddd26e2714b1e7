import { ShapekinError } from '../../../shared/errors.js'
import { currentSpace } from '../../catalog/catalogSpace.js'
import { placedFiles } from '../../catalog/placedFiles.js'
import { readRoots, type LibraryRoot } from '../../catalog/rootRows.js'
import { readShapeTable } from '../../catalog/shapeTable.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import { loadCheckpoint } from '../../checkpoint/checkpoint.js'
import { fileOfShape } from '../../mesh/formats.js'
import { placeUnsorted } from '../../sort/placeUnsorted.js'
import { sortingSpaces } from '../../sort/sortingSpaces.js'
import { selectRows } from '../../table/splitTable.js'
import { row } from '../../table/table.js'
import { findClasses, type ClassChoice } from '../findClasses.js'
import { planOf, type SortedLibrary, type SortPlan } from '../sortLibrary.js'
import { findRoot } from './findRoot.js'

export interface SortKeptRequest {
  /** Default: all folders of the library. */
  readonly folder?: string | undefined
  /** Which folders are classes; only with `folder`. */
  readonly choice: ClassChoice
}

/**
 * Gives the files of a library that lie in no class folder the class of the most similar file that does. No mesh file
 * is read.
 *
 * @param onPlan called with the classes before the work begins
 * @throws ShapekinError `library.*`, `sort.*`, `input.invalid`, and as findClasses, loadCheckpoint
 */
export async function sortKept(
  sql: SqlFile,
  { folder, choice }: SortKeptRequest,
  onPlan: (plan: SortPlan) => void,
): Promise<SortedLibrary> {
  const all = folder === undefined ? readRoots(sql) : [findRoot(sql, folder)]
  const isChosen = Object.values(choice).some((value) => value !== undefined)
  if (isChosen && all.length > 1)
    throw new ShapekinError('input.invalid', { field: 'folder', problem: 'say which folder of the library is meant' })
  const { classOf, level, wasGiven } = classesOf(sql, all, choice)
  const whole = readShapeTable(sql, 'description')
  const rows = [...whole.ids.keys()].filter((i) => classOf.has(fileOf(whole.ids[i], classOf)))
  if (rows.length === 0) throw new ShapekinError('library.empty', { path: sql.path })
  const chosen = selectRows(whole, rows)
  const table = { ...chosen, classes: chosen.ids.map((id) => classOf.get(fileOf(id, classOf)) ?? '') }
  onPlan({ ...planOf(table.classes), ...(level === undefined ? {} : { level, wasGiven }) })
  const space = currentSpace(sql)
  const checkpoint = await loadCheckpoint(space?.checkpoint ?? '')
  const hasViews = space?.placed.kind === 'embedding' && space.placed.views === true
  const seen = hasViews ? readShapeTable(sql, 'look') : undefined
  const looks = seen && rows.map((at) => row(seen, at))
  return { table, sorting: placeUnsorted(sortingSpaces(table, checkpoint, looks)), notes: [] }
}

/** Finds the classes. Where there are several folders, each has the classes of its own level. */
function classesOf(sql: SqlFile, roots: readonly LibraryRoot[], choice: ClassChoice) {
  const files = placedFiles(sql)
  const classOf = new Map<string, string>()
  let found: { level?: number; wasGiven: boolean } = { wasGiven: false }
  for (const root of roots) {
    const own = files.filter((file) => file.root.id === root.id)
    const { classes, level, wasGiven } = findClasses(root.path, { files: own }, choice)
    own.forEach(({ id }, i) => classOf.set(id, classes[i]))
    if (roots.length === 1) found = { level, wasGiven }
  }
  return { classOf, ...found }
}

const fileOf = (id: string, known: ReadonlyMap<string, unknown>): string => (known.has(id) ? id : fileOfShape(id))
