import { listShapes } from '../../catalog/shapeRows.js'
import { eachShape, readShapeTable, shapeDescriptor } from '../../catalog/shapeTable.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import { currentSpace } from '../../catalog/catalogSpace.js'
import { writeWhole } from '../../system/writeWhole.js'
import { isEmbedding } from '../../table/compareDescriptors.js'
import { printNumber } from '../../table/printNumber.js'
import { row } from '../../table/table.js'
import { TABLE_COLUMNS } from '../../table/tableFile.js'
import { writeTableReport } from '../../table/tableReport.js'
import type { ParquetColumn } from '../../table/writeParquet.js'
import { writeRows, writeTable } from '../../table/writeTable.js'

/** What to write of a library: facts about its shapes, where a checkpoint placed them, or their raw numbers. */
export type Exported = 'shapes' | 'places' | 'descriptions'

export type ExportFormat = 'tsv' | 'csv' | 'json' | 'parquet'

/**
 * Writes a library as a table, in the order of the ids. Equal libraries give equal bytes. Places and descriptions as
 * TSV are tables like those of `describe` and `embed`, which `cluster`, `similar` and `sort` read.
 *
 * @returns the number of rows, without the heading
 * @throws ShapekinError `library.empty`, `output.*`
 */
export async function exportLibrary(sql: SqlFile, path: string, what: Exported, format: ExportFormat): Promise<number> {
  if (what === 'shapes') return writeCells(path, format, SHAPE_COLUMNS, shapeCells(sql))
  if (format === 'parquet') return exportNumbers(sql, path, what)
  const table = readShapeTable(sql, what === 'places' ? 'place' : 'description')
  const { ids, classes, dimension, descriptor } = table
  if (format === 'tsv') {
    await writeTable(path, table, [], what === 'places' ? currentSpace(sql)?.checkpoint : undefined)
    return ids.length
  }
  if (format === 'json') {
    const rows = ids.map((id, i) => ({ id, class: classes[i], values: Array.from(row(table, i)) }))
    await writeWhole(path, `${JSON.stringify({ descriptor, dimension, rows })}\n`)
    return ids.length
  }
  const letter = isEmbedding(descriptor) ? 'e' : 'h'
  const columns = ['id', 'class', ...Array.from({ length: dimension }, (_, k) => `${letter}${k}`)]
  return writeCells(
    path,
    format,
    columns,
    ids.map((id, i) => [id, classes[i], ...Array.from(row(table, i), printNumber)]),
  )
}

/** Writes numbers as Parquet, row by row from the catalog, so that few of them are in memory. */
async function exportNumbers(sql: SqlFile, path: string, what: Exclude<Exported, 'shapes'>): Promise<number> {
  const kind = what === 'places' ? 'place' : 'description'
  const { writeParquet } = await import('../../table/writeParquet.js')
  let dimension = 0
  const count = await writeParquet(path, TABLE_COLUMNS, (put) =>
    eachShape(sql, kind, ({ id, class: label, values }) => {
      dimension = values.length
      put([id, label, 'ok', values])
    }),
  )
  const checkpoint = what === 'places' ? currentSpace(sql)?.checkpoint : undefined
  await writeTableReport(path, {
    descriptor: shapeDescriptor(sql, kind),
    dimension,
    ...(checkpoint === undefined ? {} : { checkpoint }),
  })
  return count
}

const SHAPE_COLUMNS = [
  'id',
  'class',
  'status',
  'triangles',
  'vertices',
  'size_x',
  'size_y',
  'size_z',
  'content',
  'message',
]

const shapeCells = (sql: SqlFile): Cell[][] =>
  listShapes(sql).shapes.map(({ id, class: label, status, key = '', facts, message = '' }) => [
    id,
    label,
    status,
    ...(facts ? [facts.triangles, facts.vertices, ...facts.size] : ['', '', '', '', '']),
    key,
    message,
  ])

type Cell = string | number

async function writeCells(
  path: string,
  format: ExportFormat,
  columns: readonly string[],
  rows: Cell[][],
): Promise<number> {
  if (format === 'parquet') {
    const { writeParquet } = await import('../../table/writeParquet.js')
    return writeParquet(path, columns.map(columnOf), (put) => {
      for (const cells of rows) put(cells.map((cell) => (cell === '' ? null : cell)))
    })
  }
  if (format === 'json') {
    const objects = rows.map((cells) =>
      Object.fromEntries(cells.flatMap((cell, i) => (cell === '' ? [] : [[columns[i], cell]]))),
    )
    await writeWhole(path, `${JSON.stringify(objects, null, 1)}\n`)
  } else {
    await writeRows(path, [columns, ...rows])
  }
  return rows.length
}

const columnOf = (name: string): ParquetColumn => ({
  name,
  kind: ['triangles', 'vertices'].includes(name) ? 'integer' : name.startsWith('size_') ? 'real' : 'text',
})
