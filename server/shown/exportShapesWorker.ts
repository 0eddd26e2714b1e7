import type { ExportName } from '../../shared/schema/shownExports.js'
import { answering } from '../executor/answering.js'
import { exportShapes } from './exportShapes.js'
import { gatherShapes } from './gatherShapes.js'
import type { AskedShapes } from './gatherShapesWorker.js'
import { rowsAtHand } from './rowsAtHand.js'

/** What the thread of ShownResults.export runs. */
export default answering(async ({ of, cut, notes, name }: AskedShapes & { name: ExportName }) => {
  const rows = await rowsAtHand(of)
  const shown = gatherShapes(rows, await rows.groups(cut, notes.wishes), notes)
  return exportShapes(name, { table: rows.table, shown, grouping: await rows.grouping(), farthest: rows.farthest })
})
