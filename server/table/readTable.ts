import { ShapekinError } from '../../shared/errors.js'
import { readBounded } from '../system/readBounded.js'
import { isEmbedding } from './compareDescriptors.js'
import { parseTable } from './parseTable.js'
import type { Table } from './table.js'
import { isParquet } from './tableFile.js'
import { readTableReport, reportPath } from './tableReport.js'

/** Bytes. A string in V8 can not be longer; 100,000 rows of 128 numbers take half of it. */
const MAX_TABLE_BYTES = 500 * 2 ** 20

/**
 * Reads a table in a form that parseTable or readParquet knows. The report beside it says what the table holds;
 * without a report its origin is unsaid.
 *
 * @throws `input.notFound`, `input.unreadable`, `table.*`
 */
export async function readTable(path: string): Promise<Table> {
  if (isParquet(path)) return withReport(path, await readParquetTable(path))
  const tooLarge = (size: number) => new ShapekinError('table.tooLarge', { path, size, limit: MAX_TABLE_BYTES })
  const bytes = await readBounded(path, MAX_TABLE_BYTES, tooLarge)
  return withReport(path, parseTable(bytes.toString('utf8'), path))
}

async function readParquetTable(path: string): Promise<Table> {
  const { readParquet } = await import('./readParquet.js') // heavy: most tables are TSV
  return readParquet(path)
}

/** The table with the descriptor that its report states. */
async function withReport(path: string, table: Table): Promise<Table> {
  const report = await readTableReport(path)
  if (report === undefined) return table
  const { descriptor, dimension = table.dimension } = report
  const isOther = !isParquet(path) && isEmbedding(descriptor) !== isEmbedding(table.descriptor)
  if (dimension !== table.dimension || isOther)
    throw new ShapekinError('table.otherReport', { path, report: reportPath(path) })
  return { ...table, descriptor }
}
