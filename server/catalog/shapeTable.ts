import { ShapekinError } from '../../shared/errors.js'
import type { Table } from '../table/table.js'
import { currentSpace } from './catalogSpace.js'
import { filesOf, SHAPE_ID } from './shapeRows.js'
import type { SqlFile } from './sqlFile.js'

/** Kinds of numbers that are kept of a shape. */
export type NumberKind = 'description' | 'look' | 'place'

/** A shape of the library with its numbers. */
export interface ShapeRow {
  readonly id: string
  readonly class: string
  readonly values: Float32Array
}

/** Descriptor of one kind of numbers of a library. @throws ShapekinError `library.empty`, `catalog.*` */
export function shapeDescriptor(sql: SqlFile, kind: NumberKind): Table['descriptor'] {
  const { placed, described } = requireSpace(sql)
  return kind === 'place' ? placed : described
}

/**
 * Calls `take` with every shape of the library that has numbers, one at a time, in the order of their ids. A file that
 * the library holds twice is taken twice.
 *
 * @param kind  the places that a checkpoint gave them, their raw numbers, or how they look
 * @param among only these shapes, by the numbers that eachNumbers gives; default all
 * @throws ShapekinError `library.empty`, `catalog.*`, and what `take` throws
 */
export function eachShape(
  sql: SqlFile,
  kind: NumberKind,
  take: (row: ShapeRow) => void,
  among?: readonly number[],
): void {
  const space = requireSpace(sql)
  const valuesOf = numberReader(sql)
  sql
    .prepare<[string, string, Uint8Array]>(
      // Sorts ids alone, because sorting rows with their numbers takes twice the time. LIMIT keeps the order of the
      // inner query, and CROSS JOIN follows it.
      `SELECT found.id, found.class, n.numbers FROM (
         SELECT ${SHAPE_ID} AS id, f.class AS class, s.id AS shape
         FROM file f JOIN content c ON c.id = f.content AND c.space = ?1 JOIN shape s ON s.content = c.id
         WHERE ?2 IS NULL OR s.id IN (SELECT value FROM json_each(?2))
         ORDER BY 1 LIMIT -1
       ) found CROSS JOIN ${kind} n ON n.shape = found.shape`,
    )
    .each([space.id, among === undefined ? null : JSON.stringify(among)], ([id, label, numbers]) =>
      take({ id, class: label, values: valuesOf(numbers, id) }),
    )
}

/**
 * Calls `take` with the numbers of every shape of the library, once however many files hold it, in the order in which
 * they lie on the disk. Takes a third of the time of eachShape.
 *
 * @throws as eachShape
 */
export function eachNumbers(sql: SqlFile, kind: NumberKind, take: (shape: number, values: Float32Array) => void): void {
  const space = requireSpace(sql)
  const valuesOf = numberReader(sql)
  sql
    .prepare<[number, Uint8Array]>(
      `SELECT n.shape, n.numbers FROM ${kind} n WHERE n.shape IN (
         SELECT s.id FROM file f JOIN content c ON c.id = f.content AND c.space = ? JOIN shape s ON s.content = c.id)`,
    )
    .each([space.id], ([shape, numbers]) => take(shape, valuesOf(numbers, `shape ${shape}`)))
}

/** The numbers of one shape; undefined where the library has no such shape, or no numbers of it. */
export function numbersOfShape(sql: SqlFile, kind: NumberKind, id: string): Float32Array | undefined {
  const row = sql
    .prepare<[Uint8Array]>(
      // CROSS JOIN begins with the file, which is found by its name.
      `SELECT n.numbers FROM file f CROSS JOIN content c ON c.id = f.content AND c.space = ?1
       JOIN shape s ON s.content = c.id JOIN ${kind} n ON n.shape = s.id
       WHERE f.name IN (SELECT value FROM json_each(?2)) AND ${SHAPE_ID} = ?3`,
    )
    .first(requireSpace(sql).id, JSON.stringify(filesOf(id)), id)
  return row && Float32Array.from(numbersOf(row[0]))
}

/** Makes a reader of cells that all have one length. @throws ShapekinError `catalog.damaged`, by the reader */
function numberReader({ path }: SqlFile): (cell: Uint8Array, id: string) => Float32Array {
  let first: { readonly id: string; readonly length: number } | undefined
  return (cell, id) => {
    const values = numbersOf(cell)
    first ??= { id, length: values.length }
    if (values.length === first.length) return values
    const reason = `${id} has ${values.length} numbers, ${first.id} has ${first.length}`
    throw new ShapekinError('catalog.damaged', { path, reason })
  }
}

/**
 * The rows that eachShape gives, as a table.
 *
 * @param among see eachShape
 * @returns without rows in an empty library
 * @throws ShapekinError as eachShape
 */
export function readShapeTable(sql: SqlFile, kind: NumberKind, among?: readonly number[]): Table {
  const ids: string[] = []
  const classes: string[] = []
  const rows: Float32Array[] = []
  const take = ({ id, class: label, values }: ShapeRow) => {
    ids.push(id)
    classes.push(label)
    rows.push(values)
  }
  eachShape(sql, kind, take, among)
  const dimension = rows[0]?.length ?? 0
  const values = new Float32Array(rows.length * dimension)
  rows.forEach((row, i) => values.set(row, i * dimension))
  return { descriptor: shapeDescriptor(sql, kind), ids, classes, dimension, values }
}

function requireSpace(sql: SqlFile): NonNullable<ReturnType<typeof currentSpace>> {
  const space = currentSpace(sql)
  if (space === undefined) throw new ShapekinError('library.empty', { path: sql.path })
  return space
}

/** The numbers in a cell. They are copied where the cell's bytes begin at an address that float32 can not have. */
const numbersOf = (bytes: Uint8Array): Float32Array =>
  bytes.byteOffset % 4 === 0
    ? new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2)
    : new Float32Array(Uint8Array.from(bytes).buffer)
