import Papa from 'papaparse'
import { ShapekinError } from '../../shared/errors.js'
import type { Table } from './table.js'
import { isCsv } from './tableFile.js'

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
/** A printed tensor or list: the numbers stand between the first brackets, over several lines. */
const PRINTED_TENSOR = /^\s*(?:tensor\()?\[([^[\]]*)\]/
const SHOWN_CHARACTERS = 32
/** Delimiters in files that programs call CSV. */
const CSV_DELIMITERS = [',', ';', '\t']

interface Source {
  readonly numbers: 'histogram' | 'embedding'
  readonly dimension: number
  /** @param number of the row, from 1 */
  id(row: readonly string[], number: number): string
  label(row: readonly string[]): string
  cells(row: readonly string[]): readonly string[]
}

/**
 * Reads the text of a table, TSV or CSV. Rows whose `status` is not `ok` have no numbers and are left out. What the
 * numbers are is known only from the names of the columns. There are three kinds. Shapekin's own tables have `id`,
 * `class` and `h0` ... or `e0` .... The study's have `uuid`, `obj_name` and `hist`, a printed tensor. In other tables,
 * any columns whose names count on (`0`, `1` ... or `dim_1`, `dim_2` ...) are the numbers of an embedding, with `class`
 * or `label` and possibly `id`; rows without an id are named by their number.
 *
 * @param path for errors; its ending tells the delimiter
 * @throws `table.empty`, `table.noColumn`, `table.rowLength`, `table.badNumber`, `table.duplicateId`
 */
export function parseTable(text: string, path: string): Table {
  const [header, ...rows] = Papa.parse<string[]>(text, {
    ...(isCsv(path) ? { delimitersToGuess: CSV_DELIMITERS } : { delimiter: '\t' }),
    skipEmptyLines: true,
  }).data
  if (header === undefined) throw new ShapekinError('table.empty', { path })
  const status = header.indexOf('status')
  const kept = rows
    .map((cells, i) => ({ cells, number: i + 1 }))
    .filter(({ cells }) => status < 0 || cells[status] === undefined || cells[status] === 'ok')
  if (kept.length === 0) throw new ShapekinError('table.empty', { path })
  const source = sourceOf(header, kept[0].cells, path)
  const values = new Float32Array(kept.length * source.dimension)
  const ids = new Set<string>()
  for (const [i, { cells, number }] of kept.entries()) {
    const fail = (
      code: 'table.rowLength' | 'table.badNumber' | 'table.duplicateId',
      detail: Record<string, string | number>,
    ) => new ShapekinError(code, { path, row: number, ...detail })
    const numbers = source.cells(cells)
    if (numbers.length !== source.dimension)
      throw fail('table.rowLength', { found: numbers.length, expected: source.dimension })
    for (const [column, word] of numbers.entries()) {
      const value = NUMBER.test(word) ? Math.fround(Number(word)) : NaN
      if (!Number.isFinite(value)) throw fail('table.badNumber', { text: `"${word.slice(0, SHOWN_CHARACTERS)}"` })
      values[i * source.dimension + column] = value
    }
    const id = source.id(cells, number)
    if (ids.has(id)) throw fail('table.duplicateId', { id })
    ids.add(id)
  }
  const classes = kept.map(({ cells }) => source.label(cells))
  const descriptor = { kind: 'foreign', numbers: source.numbers } as const
  return { descriptor, ids: [...ids], classes, dimension: source.dimension, values }
}

function sourceOf(header: readonly string[], first: readonly string[], path: string): Source {
  if (header.includes('hist')) return foreignSource(header, first, path)
  const counted = header.includes('e0') || header.includes('h0') ? [] : countedColumns(header)
  return counted.length > 0 ? countedSource(header, counted) : ownSource(header, path)
}

/** `id`, `class` and `h0`... or `e0`..., in whatever order and with whatever else between them. */
function ownSource(header: readonly string[], path: string): Source {
  const column = columnFinder(header, path)
  const prefix = header.includes('e0') ? 'e' : 'h'
  const numbers: number[] = [column(`${prefix}0`)]
  for (let at = header.indexOf(`${prefix}1`); at >= 0; at = header.indexOf(`${prefix}${numbers.length}`))
    numbers.push(at)
  const [id, label] = [column('id'), header.indexOf('class')]
  return {
    numbers: prefix === 'e' ? 'embedding' : 'histogram',
    dimension: numbers.length,
    id: (row) => row[id],
    label: (row) => row[label] ?? '',
    cells: (row) => (row.length < header.length ? row.slice(Math.min(...numbers)) : numbers.map((at) => row[at])),
  }
}

/** The study's tables: `uuid`, `obj_name` and `hist`, the text of a printed tensor. */
function foreignSource(header: readonly string[], first: readonly string[], path: string): Source {
  const column = columnFinder(header, path)
  const [id, label, hist] = [column('uuid'), column('obj_name'), column('hist')]
  const cells = (row: readonly string[]): readonly string[] => {
    const printed = PRINTED_TENSOR.exec(row[hist] ?? '')?.[1].trim()
    return printed ? printed.split(',').map((word) => word.trim()) : []
  }
  const dimension = cells(first).length
  if (dimension === 0) throw new ShapekinError('table.rowLength', { path, row: 1, found: 0, expected: 'at least 1' })
  return {
    numbers: 'histogram',
    dimension,
    id: (row) => row[id],
    label: (row) => row[label],
    cells,
  }
}

/** Vectors from another program, with one number in each column. */
function countedSource(header: readonly string[], numbers: readonly number[]): Source {
  const id = header.indexOf('id')
  const label = header.includes('class') ? header.indexOf('class') : header.indexOf('label')
  return {
    numbers: 'embedding',
    dimension: numbers.length,
    id: (row, number) => row[id] ?? String(number),
    label: (row) => row[label] ?? '',
    cells: (row) => (row.length < header.length ? row.slice(Math.min(...numbers)) : numbers.map((at) => row[at])),
  }
}

/** The longest run of columns that count on from 0 or 1 after the same word; at least two. */
function countedColumns(header: readonly string[]): number[] {
  const words = new Set(header.flatMap((name) => /^(.*?)[01]$/s.exec(name)?.[1] ?? []))
  let longest: number[] = []
  for (const word of words)
    for (const first of [0, 1]) {
      const counted: number[] = []
      for (let at = header.indexOf(`${word}${first}`); at >= 0; at = header.indexOf(`${word}${first + counted.length}`))
        counted.push(at)
      if (counted.length > longest.length) longest = counted
    }
  return longest.length > 1 ? longest : []
}

const columnFinder = (header: readonly string[], path: string) => (name: string) => {
  const at = header.indexOf(name)
  const shown = header.length > 6 ? [...header.slice(0, 6), '...'] : header
  if (at < 0) throw new ShapekinError('table.noColumn', { path, column: name, columns: shown.join(', ') })
  return at
}
