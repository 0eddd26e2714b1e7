import { ShapekinError } from '../../shared/errors.js'
import { row, type Table } from '../table/table.js'
import { membersByClass } from './fitWhitening.js'

/** Two members show a difference once; three begin to show which differences are usual. */
const SMALLEST_CLASS = 3

/**
 * Rows that teach: the first of equal ones, of classes with three of them.
 *
 * @returns their numbers, at least one
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
