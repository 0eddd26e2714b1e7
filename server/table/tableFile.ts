import type { ParquetColumn } from './writeParquet.js'

export const isParquet = (path: string): boolean => /\.parquet$/i.test(path)

/** Whether a table's cells may be parted by something else than tabs, as its first lines show. */
export const isCsv = (path: string): boolean => /\.csv$/i.test(path)

/** Whether a path names a table, and no mesh. */
export const isTablePath = (path: string): boolean => isParquet(path) || isCsv(path) || /\.tsv$/i.test(path)

/** A table as Parquet: `status` is `ok`, else why there are no numbers; the numbers of a row are one list. */
export const TABLE_COLUMNS: readonly ParquetColumn[] = [
  { name: 'id', kind: 'text' },
  { name: 'class', kind: 'text' },
  { name: 'status', kind: 'text' },
  { name: 'values', kind: 'vector' },
]
