import { Random } from '../../shared/random.js'
import { STUDY_SHAPES } from '../../shared/schema/runRequest.js'
import { row, type Table } from './table.js'

/** The student experiment set aside 50 of its 401 shapes for the test. */
const TEST_SHARE = 50 / STUDY_SHAPES

export interface Split {
  readonly train: Table
  readonly valid: Table
  /** Set aside: neither trained on, nor used to choose an epoch. */
  readonly test: Table
}

/**
 * Splits rows at random: 50 of 401 for the test, the rest in equal parts for training and validation. Equal seeds give
 * equal splits.
 */
export function splitTable(table: Table, seed: number): Split {
  const order = Random.of(seed, 'split').shuffle(table.ids.map((_, i) => i))
  const tests = Math.round(table.ids.length * TEST_SHARE)
  const trains = Math.ceil((table.ids.length - tests) / 2)
  const part = (start: number, end?: number) =>
    selectRows(
      table,
      order.slice(start, end).sort((a, b) => a - b),
    )
  return { test: part(0, tests), train: part(tests, tests + trains), valid: part(tests + trains) }
}

/** A table of the given rows in the given order. */
export function selectRows(table: Table, rows: readonly number[]): Table {
  const values = new Float32Array(rows.length * table.dimension)
  rows.forEach((index, i) => values.set(row(table, index), i * table.dimension))
  return { ...table, ids: rows.map((i) => table.ids[i]), classes: rows.map((i) => table.classes[i]), values }
}
