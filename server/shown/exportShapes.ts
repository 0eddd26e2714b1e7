import { zipSync } from 'fflate'
import Papa from 'papaparse'
import type { ExportName } from '../../shared/schema/shownExports.js'
import type { ShownShapes } from '../../shared/schema/shownShapes.js'
import type { Grouping } from '../cluster/grouping.js'
import { row, type Table } from '../table/table.js'
import { npyFile } from './npyFile.js'

/** What is exported: rows as they are compared, what is shown of them, the tree. */
export interface ExportedShapes {
  readonly table: Table
  readonly shown: Omit<ShownShapes, 'notedIn'>
  readonly grouping: Grouping
}

/**
 * Grouped shapes for another program: see shared/schema/shownExports.ts.
 *
 * @returns the bytes of the file
 */
export function exportShapes(name: ExportName, shapes: ExportedShapes): Uint8Array {
  switch (name) {
    case 'vectors.tsv':
      return vectors(shapes.table)
    case 'metadata.tsv':
      return printed(factsOf(shapes.shown), '\t')
    case 'shapes.csv':
      return printed(factsOf(shapes.shown, ['x', 'y', 'likeness']), ',')
    case 'linkage.npy':
      return linkage(shapes.grouping)
    case 'shapes.npz':
      return archive(shapes)
  }
}

/** The Embedding Projector wants no heading. */
function vectors(table: Table): Uint8Array {
  return Buffer.from(table.ids.map((_, at) => `${row(table, at).join('\t')}\n`).join(''))
}

/** A line for each shape, under a heading. */
function factsOf(
  { named, ...columns }: ExportedShapes['shown'],
  more: readonly ('x' | 'y' | 'likeness')[] = [],
): string[][] {
  const { ids, classes, groups } = columns
  const nameOf = (group: number) => named[group]?.name || named[group]?.proposed || ''
  const rows = ids.map((id, at) => [
    id,
    classes[at],
    String(groups[at]),
    nameOf(groups[at]),
    ...more.map((name) => String(columns[name][at])),
  ])
  return [['id', 'class', 'group', 'family', ...more], ...rows]
}

/** The Embedding Projector knows no quotes, so no value holds what would need them. */
function printed(rows: readonly string[][], delimiter: '\t' | ','): Uint8Array {
  const cells =
    delimiter === ',' ? [...rows] : rows.map((cells) => cells.map((cell) => cell.replace(/[\t\r\n"]/g, ' ')))
  return Buffer.from(`${Papa.unparse(cells, { delimiter, newline: '\n' })}\n`)
}

/** (N - 1, 4) float64: the matrix that SciPy's `fcluster` and `dendrogram` take. */
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
  return zipSync(files, { level: 0, mtime: new Date(1980, 0, 1) }) // equal shapes, equal bytes
}
