import type { SchemaElement } from 'hyparquet-writer'
import { parquetWriteBuffer } from 'hyparquet-writer'

/** A column of a Parquet file; null = not known. Vectors are rows of numbers, all of one length. */
export type ParquetColumn =
  | { readonly name: string; readonly kind: 'text'; readonly cells: readonly (string | null)[] }
  | { readonly name: string; readonly kind: 'integer' | 'real'; readonly cells: readonly (number | null)[] }
  | { readonly name: string; readonly kind: 'vector'; readonly cells: readonly Float32Array[] }

/** Integers are 32 bits: more triangles than that no mesh has. */
const TYPES = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT32' },
  real: { type: 'DOUBLE' },
} as const satisfies Record<string, Partial<SchemaElement>>

/**
 * The bytes of a Parquet file. Vectors are lists of float32, as pandas, pyarrow and DuckDB take them; text is UTF-8, so that an
 * id of digits stays an id. Equal columns give equal bytes.
 */
export function packParquet(columns: readonly ParquetColumn[]): Uint8Array {
  const schema: SchemaElement[] = [{ name: 'schema', num_children: columns.length }, ...columns.flatMap(elementsOf)]
  // Float32Array rows are refused with a schema, and written as JSON objects without one.
  const columnData = columns.map(({ name, kind, cells }) => ({
    name,
    data: kind === 'vector' ? cells.map((row) => Array.from(row)) : [...cells],
  }))
  return new Uint8Array(parquetWriteBuffer({ schema, columnData }))
}

const elementsOf = ({ name, kind }: ParquetColumn): SchemaElement[] =>
  kind === 'vector'
    ? [
        { name, converted_type: 'LIST', repetition_type: 'REQUIRED', num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', type: 'FLOAT', repetition_type: 'REQUIRED' },
      ]
    : [{ name, ...TYPES[kind], repetition_type: 'OPTIONAL' }]
