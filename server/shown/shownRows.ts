import type { FamilyWish } from '../../shared/schema/familyNotes.js'
import type { Recipe } from '../../shared/schema/recipe.js'
import type { ShownMeasures } from '../../shared/schema/shownShapes.js'
import type { Cut, Grouping } from '../cluster/grouping.js'
import type { Likeness } from '../cluster/likeness.js'
import type { RowSearch } from '../cluster/rowSearch.js'
import type { Metric } from '../cluster/rows/metric.js'
import { row, type Table } from '../table/table.js'

/** Grouped shapes of any kind: N rows whose distances are those by which the shapes are compared. */
export interface ShownRows {
  readonly table: Table
  readonly metric: Metric
  /** Turns distances of rows into likeness. */
  readonly likeness: Likeness
  /** The height in the dendrogram that is 0 % of likeness. */
  readonly farthest: number
  /** (N) train, valid or test for a run; else ''. */
  readonly splits: readonly string[]
  /** (N) address of the picture below `/api/`; '' = none. */
  readonly pictures: readonly string[]
  /** Names groups by their rows, the most typical first; undefined where the shapes have no names to do it by. */
  readonly nameGroups?: (groups: readonly (readonly number[])[]) => string[]
  /** The dendrogram; its leaves are some of the rows. */
  grouping(): Promise<Grouping>
  /**
   * Group of each row.
   * @param cut undefined = as the groups were made
   * @returns   (N) 0 ... K-1, or -1
   */
  groups(cut: Cut | undefined, wishes: readonly FamilyWish[]): Promise<Int32Array>
  /** A search for the rows nearest to one. */
  search(): Promise<RowSearch>
  /** Calls `take` with the description of each of these rows, in order; rows without a description are skipped. */
  eachDescription(rows: readonly number[], take: (numbers: Float32Array) => void): Promise<void>
  /** Numbers that people may want to see on a map, (N) each. */
  measures(): Promise<ShownMeasures>
  /** Facts about one shape: where its mesh is, and what people are told about it. */
  one(row: number): Promise<ShownOne>
}

export interface ShownOne {
  /** Address of the mesh below `/api/`; '' = none. */
  readonly mesh: string
  /** Address of the list of its duplicates below `/api/`; '' = none. */
  readonly duplicates: string
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly recipe: Recipe | null
}

/** Address of a picture below `/api/`. @param key '' = there is none */
export const pictureAddress = (key: string): string => key && `thumbnails/${key}`
/** Address of the mesh that belongs to a picture. */
export const meshAddress = (picture: string): string => picture.replace(/^thumbnails/, 'meshes')

/** Makes an eachDescription for a table. @param rowOf (N) row of each shape in the table; -1 = none */
export const describedBy =
  (read: () => Promise<{ readonly table: Table; readonly rowOf: Int32Array }>): ShownRows['eachDescription'] =>
  async (rows, take) => {
    const { table, rowOf } = await read()
    for (const at of rows) if (rowOf[at] >= 0) take(row(table, rowOf[at]))
  }

/** Row of each id in a table; -1 = it has none. */
export function rowsOfIds(ids: readonly string[], { ids: known }: Table): Int32Array {
  const rowOf = new Map(known.map((id, at) => [id, at]))
  return Int32Array.from(ids, (id) => rowOf.get(id) ?? -1)
}
