import { writeAllWhole, type WholeFile } from '../system/writeWhole.js'
import { join, parse } from 'node:path'
import type { WorkContext } from '../../shared/progress.js'
import type { Family } from '../cluster/families.js'
import type { Table } from '../table/table.js'
import { composeFamilies } from './composeFamilies.js'
import { drawThumbnails, THUMBNAIL_PIXELS } from './drawThumbnails.js'
import type { DrawnShapes } from './shapesOfTable.js'

export interface FamilyPictures {
  /** Where the meshes come from; others among them are passed over. */
  readonly shapes: DrawnShapes
  readonly table: Table
  /** By group. */
  readonly families: readonly Family[]
  /** The table of groups; the pictures lie beside it. */
  readonly out: string
}

export interface DrawnFamilies {
  /** What was written. */
  readonly files: readonly string[]
  /** Shapes whose file is not there, or holds no mesh. */
  readonly missing: number
}

/**
 * Draws the families of a library of files: a page with all members and a contact sheet of the largest families.
 *
 * @throws ShapekinError `output.*`, `cancelled`
 */
export async function drawFamilies(
  { shapes: { source, upOf }, table, families, out }: FamilyPictures,
  work: WorkContext,
): Promise<DrawnFamilies> {
  const { ids } = table
  const pictures = await drawThumbnails(source, { upOf, size: THUMBNAIL_PIXELS }, work)

  const { dir, name } = parse(out)
  const pages = await composeFamilies({ title: name, ids, families, pictures })
  const written = pages.map(([end, content]): WholeFile => [join(dir, name + end), content])
  await writeAllWhole(written)
  return { files: written.map(([path]) => path), missing: ids.length - pictures.size }
}
