import Papa from 'papaparse'
import { writeFile } from 'atomically'
import type { ErrorCode } from '../../shared/errorTable.js'
import { printNumber } from './printNumber.js'
import { row, type Table } from './table.js'

/** A shape that gave no numbers: it keeps its place in the file as a row with the reason as its status. */
export interface RefusedRow {
  readonly id: string
  readonly class: string
  readonly code: ErrorCode
}

/**
 * Writes a table as TSV: `id`, `class`, `status`, `h0`... for histograms; `id`, `class`, `e0`... for an embedding. The file appears
 * whole or not at all. Equal tables give equal bytes: numbers are the shortest that read back as the same float32.
 *
 * @param refused  rows of histograms without numbers, written after the others
 * @throws `output.diskFull`, `output.notWritable`
 */
export async function writeTable(path: string, table: Table, refused: readonly RefusedRow[] = []): Promise<void> {
  const isEmbedding = table.kind === 'embedding'
  const columns = Array.from({ length: table.dimension }, (_, column) => `${isEmbedding ? 'e' : 'h'}${column}`)
  const blank = columns.map(() => '')
  const status = (value: string) => (isEmbedding ? [] : [value])
  await writeRows(path, [
    ['id', 'class', ...status('status'), ...columns],
    ...table.ids.map((id, i) => [id, table.classes[i], ...status('ok'), ...Array.from(row(table, i), printNumber)]),
    ...refused.map(({ id, class: label, code }) => [id, label, ...status(code), ...blank]),
  ])
}

/** Writes rows of text as TSV, whole or not at all; what holds a tab, a quote or a line end is quoted. */
export async function writeRows(path: string, rows: readonly (readonly string[])[]): Promise<void> {
  await writeFile(path, Papa.unparse(rows as string[][], { delimiter: '\t', newline: '\n' }) + '\n')
}
