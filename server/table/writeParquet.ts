import type { SchemaElement } from 'hyparquet-writer'
import { fileWriter, ParquetWriter } from 'hyparquet-writer'
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
    const schema: SchemaElement[] = [{ name: 'schema', num_children: columns.length }, ...columns.flatMap(elementsOf)]
    const file = new ParquetWriter({ writer: fileWriter(place), schema })
    let group: ParquetRow[] = []
    const writeGroup = () => {
      const columnData = columns.map(({ name, kind }, at) => ({
        name,
        // Float32Array rows are refused with a schema, and written as JSON objects without one.
        data: group.map((row) => (kind === 'vector' ? Array.from(row[at] as Float32Array) : row[at])),
      }))
      try {
        void file.write({ columnData, rowGroupSize: GROUP_ROWS }) // a file is written at once, there is nothing to wait for
      } catch (cause) {
        throw outputError(path, cause)
      }
      group = []
    }
    fill((row) => {
      count++
      if (group.push(row) === GROUP_ROWS) writeGroup()
    })
    if (group.length > 0) writeGroup()
    return file.finish()
  })
  return count
}

const elementsOf = ({ name, kind }: ParquetColumn): SchemaElement[] =>
  kind === 'vector'
    ? [
        { name, converted_type: 'LIST', repetition_type: 'REQUIRED', num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', type: 'FLOAT', repetition_type: 'REQUIRED' },
      ]
    : [{ name, ...TYPES[kind], repetition_type: 'OPTIONAL' }]
