import type { SchemaElement, Writer } from 'hyparquet-writer'
import { ByteWriter, fileWriter, ParquetWriter } from 'hyparquet-writer'
import { outputError, writeWholeBy } from '../system/writeWhole.js'

/** A column of a Parquet file. Vectors are rows of numbers. */
export interface ParquetColumn {
  readonly name: string
  readonly kind: keyof typeof TYPES | 'vector'
}

/** What is in a row, column by column; null = not known. */
export type ParquetRow = readonly (string | number | Float32Array | null)[]

/** Integers are 32 bits: more triangles than that no mesh has. */
const TYPES = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT32' },
  real: { type: 'DOUBLE' },
} as const satisfies Record<string, Partial<SchemaElement>>

/** Rows of a group, all that is held of a file that is being written: of 512 numbers some 30 MB. */
const GROUP_ROWS = 4096

/**
 * Writes a Parquet file, group of rows by group of rows. Vectors are lists of float32, as pandas, pyarrow and DuckDB take them;
 * text is UTF-8, so that an id of digits stays an id. Equal rows give equal bytes.
 *
 * @param fill  gives the rows, one after another
 * @returns     how many they were
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

/** The same as the bytes of a file. */
export function packParquet(columns: readonly ParquetColumn[], rows: Iterable<ParquetRow>): Uint8Array {
  const bytes = new ByteWriter()
  const file = new GroupedFile(bytes, columns)
  for (const row of rows) file.put(row)
  void file.finish() // bytes are written at once, there is nothing to wait for
  return bytes.getBytes()
}

/** A file that takes rows one by one and holds no more than a group of them. */
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
      // Float32Array rows are refused with a schema, and written as JSON objects without one.
      data: this.group.map((row) => (kind === 'vector' ? Array.from(row[at] as Float32Array) : row[at])),
    }))
    void this.file.write({ columnData, rowGroupSize: GROUP_ROWS }) // a file is written at once, there is nothing to wait for
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
