import { ShapekinError } from '../../shared/errors.js'
import { row, type Table } from '../table/table.js'
import { membersByClass } from './fitWhitening.js'

/** Rows that a class needs. Two members show a difference once; three begin to show which differences are usual. */
const SMALLEST_CLASS = 3

/**
 * Rows to learn from: the first of equal ones, in classes that have at least three of them.
 *
 * @returns row numbers, at least one
 * @throws ShapekinError `input.invalid` when there is none
 */
export function usefulRows(table: Table): number[] {
  const seen = new Set<string>()
  const different = [...table.ids.keys()].filter((i) => {
    const values = row(table, i)
    const key = Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64')
    if (table.classes[i] === '' || seen.has(key)) return false
    seen.add(key)
    return true
  })
  const members = membersByClass(different.map((i) => table.classes[i]))
  const useful = different.filter((i) => (members.get(table.classes[i]) ?? []).length >= SMALLEST_CLASS)
  if (useful.length === 0)
    throw new ShapekinError('input.invalid', { field: 'labelled', problem: 'no class has three different members' })
  return useful
}
