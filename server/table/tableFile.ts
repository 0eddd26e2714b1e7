import type { ParquetColumn } from './writeParquet.js'

export const isParquet = (path: string): boolean => /\.parquet$/i.test(path)

/** Whether the delimiter of a table may be something other than a tab, as its first lines show. */
export const isCsv = (path: string): boolean => /\.csv$/i.test(path)

/** Whether a path names a table rather than a mesh. */
export const isTablePath = (path: string): boolean => isParquet(path) || isCsv(path) || /\.tsv$/i.test(path)

/**
 * Columns of a table as Parquet. `status` is `ok`, or why there are no numbers; the numbers of a row are one list.
 */
export const TABLE_COLUMNS: readonly ParquetColumn[] = [
  { name: 'id', kind: 'text' },
  { name: 'class', kind: 'text' },
  { name: 'status', kind: 'text' },
  { name: 'values', kind: 'vector' },
]
