import Papa from 'papaparse'
import type { ErrorCode } from '../../shared/errorTable.js'
import { writeAllWhole, writeWhole } from '../system/writeWhole.js'
import { isEmbedding } from './compareDescriptors.js'
import { printDecimal, printNumber } from './printNumber.js'
import { row, type Table } from './table.js'
import { isCsv, isParquet, TABLE_COLUMNS } from './tableFile.js'
import { tableReportFile, writeTableReport } from './tableReport.js'

/**
 * DuckDB decides the type of a column by its first 20,480 rows (measured with 1.5.6 and 2.0.1). A column that is 0 in
 * all of them becomes whole numbers, and decimals further down are rounded. A decimal in the first row prevents that.
 */
const SAMPLED_ROWS = 20_000

/** A shape without numbers. It is written as a row with the reason as its status. */
export interface RefusedRow {
  readonly id: string
  readonly class: string
  readonly code: ErrorCode
}

/**
 * Writes a table. The ending of the file decides the format. Parquet has the columns `id`, `class`, `status` and
 * `values`. TSV and CSV have `id`, `class`, `status`, `h0`... for histograms and `id`, `class`, `e0`... for an
 * embedding. The file appears whole or not at all. Equal tables give equal bytes: numbers are the shortest that read
 * back as the same float32. What the table holds is written to a report beside it, see TableReport, because pandas 3.1
 * takes a comment line for the header, and a column would repeat the same text in every row.
 *
 * @param refused  rows of histograms without numbers, written after the others
 * @param checkpoint  for an embedding: the folder of its checkpoint, relative to that of the table
 * @throws `output.diskFull`, `output.notWritable`
 */
export async function writeTable(
  path: string,
  table: Table,
  refused: readonly RefusedRow[] = [],
  checkpoint?: string,
): Promise<void> {
  const { descriptor, dimension } = table
  const report = { descriptor, dimension, ...(checkpoint === undefined ? {} : { checkpoint }) }
  if (isParquet(path)) {
    await writeAsParquet(path, table, refused)
    return writeTableReport(path, report)
  }
  const isEmbedded = isEmbedding(descriptor)
  const columns = Array.from({ length: dimension }, (_, column) => `${isEmbedded ? 'e' : 'h'}${column}`)
  const blank = columns.map(() => '')
  const status = (value: string) => (isEmbedded ? [] : [value])
  const rows = [
    ['id', 'class', ...status('status'), ...columns],
    ...table.ids.map((id, i) => {
      const print = i === 0 && table.ids.length > SAMPLED_ROWS ? printDecimal : printNumber
      return [id, table.classes[i], ...status('ok'), ...Array.from(row(table, i), print)]
    }),
    ...refused.map(({ id, class: label, code }) => [id, label, ...status(code), ...blank]),
  ]
  await writeAllWhole([[path, printRows(rows, path)], tableReportFile(path, report)])
}

async function writeAsParquet(path: string, table: Table, refused: readonly RefusedRow[]): Promise<void> {
  const { writeParquet } = await import('./writeParquet.js') // heavy: most tables are TSV
  await writeParquet(path, TABLE_COLUMNS, (put) => {
    table.ids.forEach((id, i) => put([id, table.classes[i], 'ok', row(table, i)]))
    for (const { id, class: label, code } of refused) put([id, label, code, new Float32Array()])
  })
}

type Rows = readonly (readonly (string | number)[])[]

/** Writes rows of text, see printRows, whole or not at all. */
export async function writeRows(path: string, rows: Rows): Promise<void> {
  await writeWhole(path, printRows(rows, path))
}

/**
 * Cells that a spreadsheet would take for a formula, except numbers. Ids come from the names of other people's files.
 */
const FORMULA = /^(?:[=+@\t\r]|-(?![\d.]+(?:e[+-]?\d+)?$))/

/**
 * Rows as TSV, or as CSV by the ending of the file. In CSV, an apostrophe goes before what a spreadsheet would take
 * for a formula. Cells that contain the delimiter, a quote or a line end are quoted.
 */
export const printRows = (rows: Rows, path: string): string => {
  const forSheets = isCsv(path)
  const how = { delimiter: forSheets ? ',' : '\t', newline: '\n', escapeFormulae: forSheets && FORMULA }
  return `${Papa.unparse(rows as (string | number)[][], how)}\n`
}
