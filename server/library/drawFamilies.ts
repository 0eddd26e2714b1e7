import { writeAllWhole } from '../system/writeWhole.js'
import { join, parse } from 'node:path'
import type { WorkContext } from '../../shared/progress.js'
import type { Family, Relative } from '../cluster/families.js'
import { fileOfShape, FORMATS, meshFormatOf } from '../mesh/formats.js'
import { familiesPage, type PageFamily, type PageShape } from '../picture/familiesPage.js'
import { familiesSheet } from '../picture/familiesSheet.js'
import { palette } from '../picture/palette.js'
import type { Table } from '../table/table.js'
import { drawThumbnails } from './drawThumbnails.js'
import { fileSource } from './fileSource.js'
import { splitSource } from './splitSource.js'
import { requireMeshFiles } from './findMeshFiles.js'
import { nameFamilies } from './nameFamilies.js'

/** Side of a thumbnail: 96 px on the page, sharp on finer screens. */
const THUMBNAIL_PIXELS = 128

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

  const shapeOf = ({ row, likeness }: { row: number; likeness?: number }, isOdd: boolean): PageShape => ({
    id: ids[row],
    picture: pictures.get(ids[row]),
    likeness,
    isOdd,
  })
  const several = families.flatMap((family, group) => (family.size > 1 ? [{ ...family, group }] : []))
  const names = nameFamilies(
    several.map(({ typical, others }) => [typical, ...others.map(({ row }) => row)].map((row) => ids[row])),
  )
  const colors = several.length > 0 ? palette(several.length) : []
  const shown: PageFamily[] = several.map(({ group, typical, others, odd, tightness }, i) => {
    const isOdd = new Set(odd.map(({ row }) => row))
    const shapes = [
      shapeOf({ row: typical }, false),
      ...others.map((other: Relative) => shapeOf(other, isOdd.has(other.row))),
    ]
    return { group, name: names[i], color: colors[i], tightness, shapes }
  })
  const alone = families.filter(({ size }) => size === 1).map(({ typical }) => shapeOf({ row: typical }, false))
  const { dir, name } = parse(out)
  const [page, sheet] = ['.html', '.png'].map((end) => join(dir, name + end))
  await writeAllWhole([
    [page, familiesPage({ title: name, notes: [], families: shown, alone })],
    [sheet, await familiesSheet(name, shown)],
  ])
  return { files: [page, sheet], missing: ids.length - pictures.size }
}

/** What points up by the format's own rule or custom; y where nobody says it, as in most libraries of assets. */
function upByFormat(id: string): 'y' | 'z' {
  const format = meshFormatOf(fileOfShape(id))
  return format !== undefined && (FORMATS[format].up as string) === 'z' ? 'z' : 'y'
}
