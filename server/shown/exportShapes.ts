import { counted } from '../../shared/counted.js'
import { zipSync } from 'fflate'
import { groupName } from '../../shared/groupName.js'
import type { ExportName } from '../../shared/schema/shownExports.js'
import type { ShownPlaces, ShownShapes } from '../../shared/schema/shownShapes.js'
import type { Grouping } from '../cluster/grouping.js'
import type { Picture, PictureTask } from '../picture/drawPicture.js'
import { palette } from '../picture/palette.js'
import { treePicture } from '../picture/treePicture.js'
import { row, type Table } from '../table/table.js'
import { packParquet, type ParquetRow } from '../table/writeParquet.js'
import { printRows } from '../table/writeTable.js'
import { npyFile } from './npyFile.js'

/** What is exported: the compared rows, what the page shows of them, and the tree. */
export interface ExportedShapes {
  readonly table: Table
  readonly shown: Omit<ShownShapes, 'notedIn'>
  readonly grouping: Grouping
  /** The height in the tree that is 0 % of likeness. */
  readonly farthest: number
  /** Where the shapes lie by their neighbors; only for the map of them. */
  readonly neighbors?: ShownPlaces | undefined
  /** Pictures by row, the bytes of WebP files: those of sheetRows; only for the families. */
  readonly pictures?: ReadonlyMap<number, Uint8Array> | undefined
}

type PictureName = Extract<ExportName, `${string}.svg` | `${string}.png`>

/**
 * Exports grouped shapes for another program: see shared/schema/shownExports.ts.
 *
 * @returns the bytes of the file
 */
export async function exportShapes(name: ExportName, shapes: ExportedShapes): Promise<Uint8Array> {
  switch (name) {
    case 'vectors.tsv':
      return vectors(shapes.table)
    case 'metadata.tsv':
      return Buffer.from(printRows(factsOf(shapes.shown).map(withoutQuotes), name))
    case 'shapes.csv':
      return Buffer.from(printRows(factsOf(shapes.shown, ['x', 'y', 'likeness']), name))
    case 'shapes.parquet':
      return columnar(shapes)
    case 'linkage.npy':
      return linkage(shapes.grouping)
    case 'shapes.npz':
      return archive(shapes)
    case 'map.svg':
    case 'neighbors.svg':
    case 'tree.svg':
    case 'families.svg':
      return Buffer.from((await draw(name, shapes)).svg)
    case 'map.png':
    case 'neighbors.png':
    case 'tree.png':
    case 'families.png':
      return (await draw(name, shapes)).png
  }
}

/** The Embedding Projector wants no heading. */
function vectors(table: Table): Uint8Array {
  return Buffer.from(table.ids.map((_, at) => `${row(table, at).join('\t')}\n`).join(''))
}

/** A row for each shape, below a heading. */
function factsOf(shown: ExportedShapes['shown'], more: readonly ('x' | 'y' | 'likeness')[] = []): string[][] {
  const { ids, classes, groups, ...columns } = shown
  const rows = ids.map((id, at) => [
    id,
    classes[at],
    String(groups[at]),
    groupName(shown, groups[at]),
    ...more.map((name) => String(columns[name][at])),
  ])
  return [['id', 'class', 'group', 'family', ...more], ...rows]
}

/** Columns of the table with a row for each shape; the kinds are those of writeParquet. */
const COLUMNS = [
  { name: 'id', kind: 'text' },
  { name: 'class', kind: 'text' },
  { name: 'group', kind: 'integer' },
  { name: 'family', kind: 'text' },
  { name: 'x', kind: 'real' },
  { name: 'y', kind: 'real' },
  { name: 'likeness', kind: 'real' },
  { name: 'vector', kind: 'vector' },
] as const

function columnar({ table, shown }: ExportedShapes): Uint8Array {
  const { ids, classes, groups, x, y, likeness } = shown
  const rowOf = (id: string, at: number): ParquetRow => {
    const family = groupName(shown, groups[at])
    return [id, classes[at], groups[at], family, x[at], y[at], likeness[at], row(table, at)]
  }
  return packParquet(COLUMNS, ids.map(rowOf))
}

/** Drawing code takes long to load, so it is loaded only for pictures. */
async function draw(name: PictureName, shapes: ExportedShapes): Promise<Picture> {
  if (!name.startsWith('families'))
    return (await import('../picture/drawPicture.js')).drawPicture(pictureOf(name, shapes))
  const { sheetAlone, sheetFamilies } = await import('./sheetFamilies.js')
  const { familiesSheet } = await import('../picture/familiesSheet.js')
  const { shown, pictures = new Map<number, Uint8Array>() } = shapes
  return familiesSheet(titleOf(shapes), sheetFamilies(shown, pictures), sheetAlone(shown, pictures))
}

const titleOf = ({ shown: { ids, named } }: ExportedShapes): string =>
  `${counted(ids.length, 'shape')} in ${counted(named.length, 'group')}`

function pictureOf(name: PictureName, shapes: ExportedShapes): PictureTask {
  const { table, shown, grouping, farthest, neighbors } = shapes
  const { named } = shown
  const groups = Int32Array.from(shown.groups)
  const names = named.map((_, group) => groupName(shown, group) || `group ${group}`)
  const look = { names, palette: palette(Math.max(1, named.length)), title: titleOf(shapes) }
  if (name.startsWith('tree')) return treePicture({ grouping, table, groups, farthest, subtitle: '', ...look })
  return {
    picture: 'map',
    embedding: table,
    groups,
    ...look,
    ...(name.startsWith('neighbors') && neighbors ? { neighbors } : {}),
  }
}

/** The Embedding Projector does not understand quotes, so nothing that needs them stays in a cell. */
const withoutQuotes = (cells: readonly string[]): string[] => cells.map((cell) => cell.replace(/[\t\r\n"]/g, ' '))

/** (N - 1, 4) float64: the linkage matrix that SciPy's `fcluster` and `dendrogram` take. */
function linkage({ tree: { left, right, heights, sizes } }: Grouping): Uint8Array {
  const matrix = Float64Array.from({ length: 4 * left.length }, (_, at) => {
    const merge = at >> 2
    return [left[merge], right[merge], heights[merge], sizes[merge]][at % 4]
  })
  return npyFile(matrix, [left.length, 4])
}

function archive({ table, shown, grouping }: ExportedShapes): Uint8Array {
  const files = {
    'vectors.npy': npyFile(table.values, [table.ids.length, table.dimension]),
    'ids.npy': npyFile(shown.ids),
    'classes.npy': npyFile(shown.classes),
    'groups.npy': npyFile(Int32Array.from(shown.groups)),
    'linkage.npy': linkage(grouping),
    'leaves.npy': npyFile(grouping.leaves),
  }
  return zipSync(files, { level: 0, mtime: new Date(1980, 0, 1) }) // a fixed time: equal shapes, equal bytes
}
