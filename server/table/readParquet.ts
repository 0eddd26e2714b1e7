import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, type FileMetaData } from 'hyparquet'
import { ShapekinError } from '../../shared/errors.js'
import { inputError } from '../system/readBounded.js'
import type { Table } from './table.js'

/** More numbers do not fit into the memory that a grouping may take: 2 GB of float32. */
const MAX_NUMBERS = 5e8

/**
 * Reads a Parquet file with the columns `id` and `values`, a list of numbers, and optionally `class` and `status`: as
 * written by `library export`, `describe`, pandas or DuckDB. Rows whose `status` is not `ok` are left out. It reads one
 * group of rows after another, so that little more than the numbers is in memory. The file does not say what the
 * numbers are.
 *
 * @throws ShapekinError `input.notFound`, `input.unreadable`, `table.*`
 */
export async function readParquet(path: string): Promise<Table> {
  const file = await readable(path, asyncBufferFromFile(path))
  const metadata = await readable(path, parquetMetadataAsync(file))
  const names = columnsOf(metadata)
  for (const column of ['id', 'values'])
    if (!names.includes(column)) throw new ShapekinError('table.noColumn', { path, column, columns: names.join(', ') })
  const columns = ['id', 'class', 'status', 'values'].filter((name) => names.includes(name))
  const rows = new CollectedRows(path, Number(metadata.num_rows))
  let rowStart = 0
  for (const { num_rows } of metadata.row_groups) {
    const rowEnd = rowStart + Number(num_rows)
    const group = parquetReadObjects({ file, metadata, columns, rowStart, rowEnd })
    for (const row of await readable(path, group)) rows.add(row)
    rowStart = rowEnd
  }
  return rows.table()
}

const columnsOf = ({ schema }: FileMetaData): string[] => {
  const names: string[] = []
  let at = 1 // the first element is the root
  const skip = () => {
    for (let children = schema[at++]?.num_children ?? 0; children > 0; children--) skip()
  }
  while (at < schema.length) {
    names.push(schema[at].name)
    skip()
  }
  return names
}

/** Turns errors of the library into ours. */
async function readable<Result>(path: string, reading: Promise<Result>): Promise<Result> {
  try {
    return await reading
  } catch (cause) {
    throw inputError(path, cause)
  }
}

class CollectedRows {
  private readonly ids = new Set<string>()
  private readonly classes: string[] = []
  private values = new Float32Array()
  private dimension = 0
  private row = 0

  /** @param most  number of rows in the file */
  constructor(
    private readonly path: string,
    private readonly most: number,
  ) {}

  add({ id, class: label, status, values }: Record<string, unknown>): void {
    this.row++
    if (typeof status === 'string' && status !== 'ok') return
    const name = textOf(id)
    if (this.ids.has(name)) throw this.refusal('table.duplicateId', { id: name })
    if (!isNumbers(values)) throw this.refusal('table.badNumber', { text: textOfOther(values) })
    if (this.dimension === 0) this.begin(values.length)
    if (values.length !== this.dimension)
      throw this.refusal('table.rowLength', { found: values.length, expected: this.dimension })
    const at = this.ids.size * this.dimension
    for (let k = 0; k < values.length; k++) {
      const value = Math.fround(Number(values[k]))
      if (!Number.isFinite(value)) throw this.refusal('table.badNumber', { text: `"${values[k]}"` })
      this.values[at + k] = value
    }
    this.ids.add(name)
    this.classes.push(textOf(label))
  }

  /** @throws ShapekinError `table.empty` */
  table(): Table {
    if (this.ids.size === 0) throw new ShapekinError('table.empty', { path: this.path })
    const { classes, dimension } = this
    const values = this.values.subarray(0, this.ids.size * dimension)
    return { descriptor: { kind: 'foreign', numbers: 'embedding' }, ids: [...this.ids], classes, dimension, values }
  }

  private begin(dimension: number): void {
    if (dimension === 0) throw this.refusal('table.rowLength', { found: 0, expected: 'at least 1' })
    const numbers = this.most * dimension
    if (numbers > MAX_NUMBERS)
      throw new ShapekinError('table.tooLarge', { path: this.path, size: 4 * numbers, limit: 4 * MAX_NUMBERS })
    this.dimension = dimension
    this.values = new Float32Array(numbers)
  }

  private refusal(
    code: 'table.duplicateId' | 'table.badNumber' | 'table.rowLength',
    detail: Record<string, string | number>,
  ): ShapekinError {
    return new ShapekinError(code, { path: this.path, row: this.row, ...detail })
  }
}

const textOf = (cell: unknown): string =>
  typeof cell === 'string' ? cell : typeof cell === 'number' || typeof cell === 'bigint' ? String(cell) : ''

/** What stands where a list of numbers is expected, for an error. */
const textOfOther = (cell: unknown): string =>
  JSON.stringify(cell, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)) ?? 'nothing'

/** Whole numbers of 64 bits come as bigint. */
const isNumbers = (cell: unknown): cell is (number | bigint)[] | Float32Array =>
  cell instanceof Float32Array ||
  (Array.isArray(cell) && cell.every((value) => typeof value === 'number' || typeof value === 'bigint'))
