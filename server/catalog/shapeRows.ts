import type { ErrorCode } from '../../shared/errorTable.js'
import { currentSpace } from './catalogSpace.js'
import { ShapeFacts } from './contentRows.js'
import type { SqlFile, SqlValue } from './sqlFile.js'

/**
 * SQL for the id of a shape: the id of its file, followed by `#` and the name of the part where the file is split.
 */
export const SHAPE_ID = `f.name || CASE coalesce(s.part, '') WHEN '' THEN '' ELSE '#' || s.part END`

/**
 * SQL for the number that addresses a shape: that of its file, followed for a part by a dot and the number of the
 * part.
 */
const SHAPE_NUMBER = `CAST(f.id AS TEXT) || CASE coalesce(s.part, '') WHEN '' THEN '' ELSE '.' || s.id END`

/**
 * The ids that the file of a shape may have. The name of a part follows a `#`, and the name of a file may hold some,
 * too.
 */
export function filesOf(id: string): string[] {
  const cuts = Array.from(id.matchAll(/#/g), ({ index }) => id.slice(0, index))
  return [...cuts, id]
}

/** One line of a library's list: a shape, or a file that gave none. */
export interface LibraryShape {
  /** See ShapeNumber. */
  readonly number: string
  readonly id: string
  readonly class: string
  /** `ok`; `waiting` = it is to be described again, `library add` does it; else why it has no numbers. */
  readonly status: 'ok' | 'waiting' | ErrorCode
  /** The sentence of the reason. */
  readonly message: string | undefined
  /** Key of its content: files with the same key hold the same. */
  readonly key: string | undefined
  readonly facts: ShapeFacts | undefined
}

export interface ShapeFilter {
  /** Only shapes whose id contains this text. */
  readonly search?: string | undefined
  readonly class?: string | undefined
  /** Only shapes with numbers, or only those without. */
  readonly status?: 'ok' | 'refused' | undefined
}

export interface ShapePage {
  readonly shapes: readonly LibraryShape[]
  /** Number of all shapes that pass the filter. */
  readonly total: number
}

const FROM = `FROM file f LEFT JOIN content c ON c.id = f.content LEFT JOIN shape s ON s.content = c.id
  WHERE (?1 IS NULL OR instr(lower(${SHAPE_ID}), lower(?1)) > 0) AND (?2 IS NULL OR f.class = ?2)
  AND (?3 IS NULL OR ((f.code IS NULL AND s.code IS NULL) = (?3 = 'ok')))`

const COLUMNS = `${SHAPE_NUMBER}, ${SHAPE_ID} AS id, f.class, coalesce(f.code, s.code), coalesce(f.message, s.message),
  c.key, c.space, s.facts`

type Text = string | null
type ShapeCells = [string, string, string, Text, Text, Text, number | null, Text]

const shapeOf = (
  [number, id, label, code, message, key, own, facts]: ShapeCells,
  space: number | undefined,
): LibraryShape => ({
  number,
  id,
  class: label,
  status: (code as ErrorCode | null) ?? (own === space ? ('ok' as const) : ('waiting' as const)),
  message: message ?? undefined,
  key: key ?? undefined,
  facts: code === null && facts !== null ? ShapeFacts.parse(JSON.parse(facts)) : undefined,
})

/** @param number see ShapeNumber */
export function findShape(sql: SqlFile, number: string): LibraryShape | undefined {
  const [file, shape = -1] = number.split('.').map(Number)
  const rows = sql.prepare<ShapeCells>(
    `SELECT ${COLUMNS} FROM file f LEFT JOIN content c ON c.id = f.content LEFT JOIN shape s ON s.content = c.id
     WHERE f.id = ? AND (coalesce(s.part, '') = '' OR s.id = ?)`,
  )
  const cells = rows.first(file, shape)
  return cells?.[0] === number ? shapeOf(cells, currentSpace(sql)?.id) : undefined
}

/**
 * Finds the raw numbers of single shapes without reading those of the others.
 *
 * @returns a function from a ShapeNumber to the raw numbers of that shape, undefined where it has none
 */
export function descriptionFinder(sql: SqlFile): (number: string) => Float32Array | undefined {
  const space = currentSpace(sql)?.id ?? 0
  const rows = sql.prepare<[Uint8Array]>(
    `SELECT n.numbers FROM file f JOIN content c ON c.id = f.content AND c.space = ? JOIN shape s ON s.content = c.id
     JOIN description n ON n.shape = s.id WHERE f.id = ? AND (coalesce(s.part, '') = '' OR s.id = ?)`,
  )
  return (number) => {
    const [file, shape = -1] = number.split('.').map(Number)
    const bytes = rows.first(space, file, shape)?.[0]
    return bytes && new Float32Array(Uint8Array.from(bytes).buffer)
  }
}

/** The number that addresses a shape; undefined where the library has no such shape. */
export function shapeNumber(sql: SqlFile, id: string): string | undefined {
  const row = sql.prepare<[string]>(
    `SELECT ${SHAPE_NUMBER} FROM file f JOIN shape s ON s.content = f.content
     WHERE f.name IN (SELECT value FROM json_each(?1)) AND ${SHAPE_ID} = ?2`,
  )
  return row.first(JSON.stringify(filesOf(id)), id)?.[0]
}

/** The numbers that address the shapes, by the ids of the shapes. */
export function shapeNumbers(sql: SqlFile): Map<string, string> {
  const rows = sql.prepare<[string, string]>(
    `SELECT ${SHAPE_ID}, ${SHAPE_NUMBER} FROM file f JOIN shape s ON s.content = f.content`,
  )
  return new Map(rows.all())
}

/** Facts about the shapes that can be compared, by their ids. */
export function shapeFacts(sql: SqlFile): Map<string, ShapeFacts> {
  const rows = sql.prepare<[string, string]>(
    `SELECT ${SHAPE_ID}, s.facts FROM file f JOIN shape s ON s.content = f.content WHERE s.code IS NULL`,
  )
  return new Map(rows.all().map(([id, facts]) => [id, ShapeFacts.parse(JSON.parse(facts))]))
}

/**
 * The shapes that pass the filter, in the order of their ids.
 *
 * @param page which of them to return; default all
 */
export function listShapes(
  sql: SqlFile,
  filter: ShapeFilter = {},
  page: { readonly offset: number; readonly limit: number } = { offset: 0, limit: -1 },
): ShapePage {
  const space = currentSpace(sql)?.id
  const asked: SqlValue[] = [filter.search ?? null, filter.class ?? null, filter.status ?? null]
  const total = sql.prepare<[number]>(`SELECT count(*) ${FROM}`).first(...asked)?.[0] ?? 0
  const rows = sql.prepare<ShapeCells>(`SELECT ${COLUMNS} ${FROM} ORDER BY id LIMIT ?4 OFFSET ?5`)
  const shapes = rows.all(...asked, page.limit, page.offset).map((cells) => shapeOf(cells, space))
  return { shapes, total }
}

/** The shapes of one file, by the file's id. */
export const shapesOfFile = (sql: SqlFile, file: string): LibraryShape[] =>
  sql
    .prepare<ShapeCells>(
      `SELECT ${COLUMNS} FROM file f LEFT JOIN content c ON c.id = f.content LEFT JOIN shape s ON s.content = c.id
       WHERE f.name = ? ORDER BY 2`,
    )
    .all(file)
    .map((cells) => shapeOf(cells, currentSpace(sql)?.id))

/** How much a library holds: its files, the shapes that can be compared, and what has no numbers. */
export function countShapes(sql: SqlFile): {
  readonly files: number
  readonly shapes: number
  readonly refused: number
} {
  const count = (query: string) => Number(sql.value(`SELECT count(*) ${query}`))
  const space = currentSpace(sql)?.id ?? 0
  const joined = 'FROM file f LEFT JOIN content c ON c.id = f.content LEFT JOIN shape s ON s.content = c.id'
  return {
    files: count('FROM file'),
    shapes: count(`${joined} WHERE c.space = ${space} AND s.code IS NULL`),
    refused: count(`${joined} WHERE f.code IS NOT NULL OR s.code IS NOT NULL`),
  }
}

/** Triangle count of every content that can be compared, by the number of the content. */
export function trianglesOf(sql: SqlFile): Map<number, number> {
  const rows = sql.prepare<[number, number]>(
    "SELECT content, sum(json_extract(facts, '$.triangles')) FROM shape WHERE code IS NULL GROUP BY content",
  )
  return new Map(rows.all())
}
