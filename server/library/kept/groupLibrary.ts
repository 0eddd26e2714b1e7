import { ShapekinError } from '../../../shared/errors.js'
import type { WorkContext } from '../../../shared/progress.js'
import { readFamilyNotes } from '../../catalog/familyNotesRow.js'
import { readShapeTable } from '../../catalog/shapeTable.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import { membersOf, type Family } from '../../cluster/describeFamilies.js'
import { EXPERIMENT_GROUPING, type Cut } from '../../cluster/grouping.js'
import { metricOf } from '../../cluster/rows/metric.js'
import type { Linkage } from '../../cluster/tree.js'
import type { Table } from '../../table/table.js'
import { groupTable, type GroupedTable } from '../groupTable.js'
import { chosenNames } from '../chosenNames.js'
import { nameFamilies } from '../nameFamilies.js'

export interface NamedFamily extends Family {
  /** The name that a person gave, else one proposed from the names of its members' files. */
  readonly name: string
}

export interface GroupedLibrary extends Pick<GroupedTable, 'labels' | 'grouping' | 'ladder' | 'keptTree'> {
  readonly table: Table
  /** Families by group, the largest first. */
  readonly families: readonly NamedFamily[]
}

/**
 * The families of a library, with the wishes that people stated for single shapes. The tree is kept beside the
 * catalog, so that another cut of the same shapes is fast.
 *
 * @param linkage default for a cut at a likeness: complete, so that any two shapes of a family are at least that
 *   alike; default for a number of groups: average
 * @throws ShapekinError `library.empty`, `cluster.*`, `output.*`, `cancelled`
 */
export async function groupLibrary(
  sql: SqlFile,
  { cut, linkage }: { readonly cut: Cut; readonly linkage?: Linkage | undefined },
  work: WorkContext,
): Promise<GroupedLibrary> {
  const table = readShapeTable(sql, 'place')
  const { ids, descriptor } = table
  if (ids.length === 0) throw new ShapekinError('library.empty', { path: sql.path })
  if ('groups' in cut && cut.groups > ids.length)
    throw new ShapekinError('cluster.groupsRange', { groups: cut.groups, count: ids.length })
  const options = {
    metric: metricOf(descriptor),
    linkage: linkage ?? ('groups' in cut ? EXPERIMENT_GROUPING.linkage : 'complete'),
  }
  const notes = readFamilyNotes(sql)
  const asked = { cut, wishes: notes.wishes, options, tables: [sql.path], keepBeside: sql.path }
  const { labels, grouping, ladder, keptTree, families } = await groupTable(table, asked, work)
  const names = nameFamilies(families.map((family) => membersOf(family).map((row) => ids[row])))
  const chosen = chosenNames(notes.names, ids, labels)
  const named = families.map((family, i) => ({ ...family, name: chosen.get(i) ?? names[i] }))
  return { table, labels, grouping, ladder, keptTree, families: named }
}
