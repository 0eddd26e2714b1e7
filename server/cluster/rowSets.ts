import { fillIndices } from '../system/fillIndices.js'

/** Disjoint sets of rows: (N) parent of each row, itself for a root. */
export type RowSets = Int32Array

export const rowSets = (count: number): RowSets => fillIndices(new Int32Array(count))

/** Root row of the set that `row` is in; shortens the path on the way. */
export function findRow(sets: RowSets, row: number): number {
  while (sets[row] !== row) {
    sets[row] = sets[sets[row]]
    row = sets[row]
  }
  return row
}

/** Joins the sets of two rows. @returns the root that stays and the root that was hung under it */
export function joinRows(sets: RowSets, a: number, b: number): [kept: number, gone: number] {
  const kept = findRow(sets, a)
  const gone = findRow(sets, b)
  sets[gone] = kept
  return [kept, gone]
}
