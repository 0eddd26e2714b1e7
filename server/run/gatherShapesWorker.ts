import { join } from 'node:path'
import { cutGrouping } from '../cluster/grouping.js'
import { readTree, treePath } from '../cluster/treeFile.js'
import { answering } from '../executor/answering.js'
import { gatherShapes } from './gatherShapes.js'
import { groupedTable, readGroupedShapes, type RunFolder } from './runFolder.js'

interface Asked {
  readonly run: RunFolder
  /** Cut the run's tree anew, into so many groups; undefined = the groups that the run made. */
  readonly groups: number | undefined
}

/** The thread of RunResults.shapes. */
export default answering(async ({ run, groups }: Asked) => {
  const shapes = await readGroupedShapes(run)
  if (groups === undefined) return gatherShapes(shapes)
  const grouping = await readTree(treePath(join(run.folder, groupedTable(run))))
  return gatherShapes({ ...shapes, groups: cutGrouping(grouping, shapes.table, { groups }) })
})
