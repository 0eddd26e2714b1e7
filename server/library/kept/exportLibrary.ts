import Papa from 'papaparse'
import { listShapes } from '../../catalog/shapeRows.js'
import { readShapeTable } from '../../catalog/shapeTable.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import { currentSpace } from '../../catalog/catalogSpace.js'
import type { ParquetColumn } from './packParquet.js'
import { writeWhole } from '../../system/writeWhole.js'
import { isEmbedding } from '../../table/compareDescriptors.js'
import { printNumber } from '../../table/printNumber.js'
import { row } from '../../table/table.js'
import { writeTable } from '../../table/writeTable.js'

/** What of a library is written: what is known of its shapes, where a checkpoint placed them, or their raw numbers. */
export type Exported = 'shapes' | 'places' | 'descriptions'

export type ExportFormat = 'tsv' | 'csv' | 'json' | 'parquet'

/** Cells that a spreadsheet would take for a formula, and no number is; ids come from other people's file names. */
const FORMULA = /^(?:[=+@\t\r]|-(?![\d.]+(?:e[+-]?\d+)?$))/

/**
 * Writes a library as a table, in the order of the ids. Equal libraries give equal bytes. Numbers as TSV are a table like
 * those of `describe` and `embed`, which `cluster`, `similar` and `sort` read.
 *
 * @returns rows without the heading
 * @throws ShapekinError `library.empty`, `output.*`
 */
export async function exportLibrary(sql: SqlFile, path: string, what: Exported, format: ExportFormat): Promise<number> {
  if (what === 'shapes') return writeCells(path, format, SHAPE_COLUMNS, shapeCells(sql))
  const table = readShapeTable(sql, what === 'places' ? 'place' : 'description')
  const { ids, classes, dimension, descriptor } = table
  if (format === 'tsv') {
    await writeTable(path, table, [], what === 'places' ? currentSpace(sql)?.checkpoint : undefined)
    return ids.length
  }
  if (format === 'parquet') {
    const vectors = ids.map((_, i) => row(table, i))
    return writeParquet(path, [
      { name: 'id', kind: 'text', cells: ids },
      { name: 'class', kind: 'text', cells: classes },
      { name: 'values', kind: 'vector', cells: vectors },
    ])
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
  if (format === 'parquet')
    return writeParquet(
      path,
      columns.map((name, i) => columnOf(name, rows, i)),
    )
  if (format === 'json') {
    const objects = rows.map((cells) =>
      Object.fromEntries(cells.flatMap((cell, i) => (cell === '' ? [] : [[columns[i], cell]]))),
    )
    await writeWhole(path, `${JSON.stringify(objects, null, 1)}\n`)
  } else {
    const how = { delimiter: format === 'csv' ? ',' : '\t', newline: '\n', escapeFormulae: format === 'csv' && FORMULA }
    await writeWhole(path, `${Papa.unparse([[...columns], ...rows], how)}\n`)
  }
  return rows.length
}

const INTEGERS: readonly string[] = ['triangles', 'vertices']

function columnOf(name: string, rows: readonly Cell[][], at: number): ParquetColumn {
  const cells = rows.map((cells) => (cells[at] === '' ? null : cells[at]))
  const numbers = cells.map((cell) => (cell === null ? null : Number(cell)))
  if (INTEGERS.includes(name)) return { name, kind: 'integer', cells: numbers }
  if (name.startsWith('size_')) return { name, kind: 'real', cells: numbers }
  return { name, kind: 'text', cells: cells.map((cell) => (cell === null ? null : String(cell))) }
}

async function writeParquet(path: string, columns: readonly ParquetColumn[]): Promise<number> {
  const { packParquet } = await import('./packParquet.js')
  await writeWhole(path, packParquet(columns))
  return columns[0].cells.length
}
