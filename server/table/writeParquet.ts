import type { SchemaElement, Writer } from 'hyparquet-writer'
import { ByteWriter, fileWriter, ParquetWriter } from 'hyparquet-writer'
import { outputError, writeWholeBy } from '../system/writeWhole.js'

/** A column of a Parquet file. Vectors are rows of numbers. */
export interface ParquetColumn {
  readonly name: string
  readonly kind: keyof typeof TYPES | 'vector'
}

/** The cells of a row, column by column; null = not known. */
export type ParquetRow = readonly (string | number | Float32Array | null)[]

/** Types of the columns. Integers have 32 bits: no mesh has more triangles than that. */
const TYPES = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT32' },
  real: { type: 'DOUBLE' },
} as const satisfies Record<string, Partial<SchemaElement>>

/** Rows in a group, which is all that is in memory while a file is written: some 30 MB for rows of 512 numbers. */
const GROUP_ROWS = 4096

/**
 * Writes a Parquet file, one group of rows after another. Vectors are lists of float32, as pandas, pyarrow and DuckDB
 * read them; text is UTF-8, so that an id of digits stays text. Equal rows give equal bytes.
 *
 * @param fill  passes the rows to `put`, one after another
 * @returns     the number of rows
 * @throws ShapekinError `output.*`, and as `fill`
 */
export async function writeParquet(
  path: string,
  columns: readonly ParquetColumn[],
  fill: (put: (row: ParquetRow) => void) => void,
): Promise<number> {
  let count = 0
  await writeWholeBy(path, (place) => {
    const file = new GroupedFile(fileWriter(place), columns)
    const write = <Result>(work: () => Result): Result => {
      try {
        return work()
      } catch (cause) {
        throw outputError(path, cause)
      }
    }
    fill((row) => {
      count++
      write(() => file.put(row))
    })
    return write(() => file.finish())
  })
  return count
}

/** Rows as the bytes of a Parquet file. */
export function packParquet(columns: readonly ParquetColumn[], rows: Iterable<ParquetRow>): Uint8Array {
  const bytes = new ByteWriter()
  const file = new GroupedFile(bytes, columns)
  for (const row of rows) file.put(row)
  void file.finish() // the bytes are ready at once, so there is nothing to wait for
  return bytes.getBytes()
}

/** A Parquet file that takes rows one by one and keeps no more than one group of them in memory. */
class GroupedFile {
  private readonly file: ParquetWriter
  private group: ParquetRow[] = []

  constructor(
    writer: Writer,
    private readonly columns: readonly ParquetColumn[],
  ) {
    const schema: SchemaElement[] = [{ name: 'schema', num_children: columns.length }, ...columns.flatMap(elementsOf)]
    this.file = new ParquetWriter({ writer, schema })
  }

  put(row: ParquetRow): void {
    if (this.group.push(row) === GROUP_ROWS) this.writeGroup()
  }

  finish(): void | Promise<void> {
    if (this.group.length > 0) this.writeGroup()
    return this.file.finish()
  }

  private writeGroup(): void {
    const columnData = this.columns.map(({ name, kind }, at) => ({
      name,
      // With a schema, the library refuses Float32Array rows; without one, it would write them as JSON objects.
      data: this.group.map((row) => (kind === 'vector' ? Array.from(row[at] as Float32Array) : row[at])),
    }))
    void this.file.write({ columnData, rowGroupSize: GROUP_ROWS }) // written at once, nothing to wait for
    this.group = []
  }
}

const elementsOf = ({ name, kind }: ParquetColumn): SchemaElement[] =>
  kind === 'vector'
    ? [
        { name, converted_type: 'LIST', repetition_type: 'REQUIRED', num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', type: 'FLOAT', repetition_type: 'REQUIRED' },
      ]
    : [{ name, ...TYPES[kind], repetition_type: 'OPTIONAL' }]
