import { writeAllWhole, type WholeFile } from '../system/writeWhole.js'
import { join, parse } from 'node:path'
import type { WorkContext } from '../../shared/progress.js'
import type { Family } from '../cluster/families.js'
import { fileOfShape, FORMATS, meshFormatOf } from '../mesh/formats.js'
import type { Table } from '../table/table.js'
import { composeFamilies } from './composeFamilies.js'
import { drawThumbnails, THUMBNAIL_PIXELS } from './drawThumbnails.js'
import { fileSource } from './fileSource.js'
import { splitSource } from './splitSource.js'
import { requireMeshFiles } from './findMeshFiles.js'

export interface FamilyPictures {
  /** The mesh files and folders that the table was made from, as they were given then. */
  readonly paths: readonly string[]
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
 * @throws ShapekinError as requireMeshFiles, `output.*`, `cancelled`
 */
export async function drawFamilies(
  { paths, table, families, out }: FamilyPictures,
  work: WorkContext,
): Promise<DrawnFamilies> {
  const { ids, descriptor } = table
  const known = new Set(ids)
  const found = await requireMeshFiles(paths)
  const whole = new Set(ids.map(fileOfShape))
  const files = found.files.filter(({ id }) => known.has(id) || whole.has(id))
  const source = fileSource({ files, refused: [] })
  const said = descriptor.kind === 'shape' && descriptor.up !== 'none' ? descriptor.up : undefined
  const upOf = (id: string) => said ?? upByFormat(id)
  const pictures = await drawThumbnails(
    ids.every((id) => id === fileOfShape(id)) ? source : splitSource(source, work.signal),
    { upOf, size: THUMBNAIL_PIXELS },
    work,
  )

  const { dir, name } = parse(out)
  const pages = await composeFamilies({ title: name, ids, families, pictures })
  const written = pages.map(([end, content]): WholeFile => [join(dir, name + end), content])
  await writeAllWhole(written)
  return { files: written.map(([path]) => path), missing: ids.length - pictures.size }
}

/** What points up by the format's own rule or custom; y where nobody says it, as in most libraries of assets. */
function upByFormat(id: string): 'y' | 'z' {
  const format = meshFormatOf(fileOfShape(id))
  return format !== undefined && (FORMATS[format].up as string) === 'z' ? 'z' : 'y'
}
