import type { WorkContext } from '../../shared/progress.js'
import type { FamilyWish } from '../../shared/schema/familyNotes.js'
import {
  cutGrouping,
  growGrouping,
  isGroupingOf,
  type Cut,
  type Grouping,
  type GroupingOptions,
} from '../cluster/grouping.js'
import { describeFamilies, type Family } from '../cluster/describeFamilies.js'
import { ladderOf, type Rung } from '../cluster/ladder.js'
import { likenessOf } from '../cluster/likeness.js'
import { readTree, treePath, writeTree } from '../cluster/treeFile.js'
import type { Table } from '../table/table.js'

export interface GroupTableRequest {
  readonly cut: Cut
  /** What people said about single shapes; default nothing. */
  readonly wishes?: readonly FamilyWish[] | undefined
  readonly options: GroupingOptions
  /** Ids of the rows that make the tree; default those of a kept tree, else all. */
  readonly fitted?: readonly string[] | undefined
  /** Tables that may have a tree beside them: the one that is grouped, and the one that is written. */
  readonly tables: readonly string[]
  /** Table beside which a new tree is written. */
  readonly keepBeside: string
}

export interface GroupedTable {
  /** (N) group of each row. */
  readonly labels: Int32Array
  readonly grouping: Grouping
  /** The file that the tree was read from; undefined when it was grown. */
  readonly keptTree: string | undefined
  /** Facts about each group, by its number. */
  readonly families: readonly Family[]
  /** How many groups other likenesses would give. */
  readonly ladder: readonly Rung[]
}

/**
 * Groups the rows of a table. A tree that lies beside the table, or beside an earlier output, is cut again if it was
 * grown from the same rows with the same options. Otherwise a tree is grown and written.
 *
 * @throws ShapekinError as growGrouping and cutGrouping, `output.*`
 */
export async function groupTable(
  table: Table,
  { cut, wishes, options, fitted, tables, keepBeside }: GroupTableRequest,
  work: Partial<WorkContext> = {},
): Promise<GroupedTable> {
  for (const path of tables.map(treePath)) {
    const grouping = await readTree(path).catch(() => undefined) // there is no file, or it is not one of ours
    if (grouping && serves(grouping, table, options, fitted))
      return tell(table, grouping, cutGrouping(grouping, table, cut, wishes), path)
  }
  const chosen = fitted && new Set(fitted)
  const rows = chosen && [...table.ids.keys()].filter((index) => chosen.has(table.ids[index]))
  const grouping = await growGrouping(table, options, work, rows)
  const labels = cutGrouping(grouping, table, cut, wishes)
  await writeTree(treePath(keepBeside), grouping)
  return tell(table, grouping, labels, undefined)
}

function tell(table: Table, grouping: Grouping, labels: Int32Array, keptTree: string | undefined): GroupedTable {
  const { values, dimension, ids } = table
  const { metric } = grouping.options
  const likeness = likenessOf(metric, values, dimension)
  const families = describeFamilies({ values, count: ids.length, dimension }, labels, metric, likeness)
  return { labels, grouping, keptTree, families, ladder: ladderOf(grouping.tree, likeness) }
}

const serves = (grouping: Grouping, table: Table, options: GroupingOptions, fitted?: readonly string[]): boolean =>
  grouping.options.metric === options.metric &&
  grouping.options.linkage === options.linkage &&
  (fitted === undefined || sameIds(grouping.leaves, fitted)) &&
  isGroupingOf(grouping, table)

const sameIds = (a: readonly string[], b: readonly string[]): boolean => {
  const known = new Set(a)
  return known.size === new Set(b).size && b.every((id) => known.has(id))
}
