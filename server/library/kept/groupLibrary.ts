import { ShapekinError } from '../../../shared/errors.js'
import type { WorkContext } from '../../../shared/progress.js'
import { readShapeTable } from '../../catalog/shapeTable.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import type { Family } from '../../cluster/families.js'
import { EXPERIMENT_GROUPING, type Cut } from '../../cluster/grouping.js'
import { metricOf } from '../../cluster/rows/metric.js'
import type { Linkage } from '../../cluster/tree.js'
import type { Table } from '../../table/table.js'
import { groupTable, type GroupedTable } from '../groupTable.js'
import { nameFamilies } from '../nameFamilies.js'

export interface NamedKin extends Family {
  /** Proposed from the names of its members' files. */
  readonly name: string
}

export interface GroupedLibrary extends Pick<GroupedTable, 'labels' | 'ladder' | 'keptTree'> {
  readonly table: Table
  /** By group, the largest first. */
  readonly families: readonly NamedKin[]
}

/**
 * The families of a library. The tree is kept beside the catalog, so that another cut of the same shapes is fast.
 *
 * @param linkage default complete for a likeness, so that any two of a family are at least so alike; average for a number
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
  const asked = { cut, options, tables: [sql.path], keepBeside: sql.path }
  const { labels, ladder, keptTree, families } = await groupTable(table, asked, work)
  const names = nameFamilies(
    families.map(({ typical, others }) => [typical, ...others.map(({ row }) => row)].map((row) => ids[row])),
  )
  return { table, labels, ladder, keptTree, families: families.map((family, i) => ({ ...family, name: names[i] })) }
}
