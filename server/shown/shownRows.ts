import type { FamilyWish } from '../../shared/schema/familyNotes.js'
import type { Recipe } from '../../shared/schema/recipe.js'
import type { Cut, Grouping } from '../cluster/grouping.js'
import type { Likeness } from '../cluster/likeness.js'
import type { RowSearch } from '../cluster/rowSearch.js'
import type { Metric } from '../cluster/rows/metric.js'
import { row, type Table } from '../table/table.js'

/** Shapes that were grouped, whatever they are: N rows that lie as far apart as they are compared. */
export interface ShownRows {
  readonly table: Table
  readonly metric: Metric
  /** Of distances of rows. */
  readonly likeness: Likeness
  /** Of the dendrogram: the height that stands for 0 % of likeness. */
  readonly farthest: number
  /** (N) of a run train, valid or test; else ''. */
  readonly splits: readonly string[]
  /** (N) address of the picture below `/api/`; '' = none. */
  readonly pictures: readonly string[]
  /** What groups are called, by the rows of each, the most typical first; undefined = the shapes have no names to tell it by. */
  readonly nameGroups?: (groups: readonly (readonly number[])[]) => string[]
  /** The dendrogram; its leaves are some of the rows. */
  grouping(): Promise<Grouping>
  /**
   * @param cut undefined = as the groups were made
   * @returns   (N) 0 ... K-1, or -1
   */
  groups(cut: Cut | undefined, wishes: readonly FamilyWish[]): Promise<Int32Array>
  /** Finds the rows nearest to one. */
  search(): Promise<RowSearch>
  /** Tells of the numbers that describe these rows, in their order; rows that have none are passed over. */
  eachDescription(rows: readonly number[], take: (numbers: Float32Array) => void): Promise<void>
  /** Of one shape: where its mesh is, and what people are told of it. */
  one(row: number): Promise<ShownOne>
}

export interface ShownOne {
  /** Address of its mesh below `/api/`; '' = none. */
  readonly mesh: string
  /** Address of what is told of its duplicates below `/api/`; '' = nothing is. */
  readonly duplicates: string
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly recipe: Recipe | null
}

/** Address of a picture below `/api/`. @param key '' = there is none */
export const pictureAddress = (key: string): string => key && `thumbnails/${key}`
/** Address of the mesh that has a picture. */
export const meshAddress = (picture: string): string => picture.replace(/^thumbnails/, 'meshes')

/** eachDescription of what lies in a table. @param rowOf (N) which row of it is whose; -1 = none */
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
