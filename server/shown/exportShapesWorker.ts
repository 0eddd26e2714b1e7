import type { ExportName } from '../../shared/schema/shownExports.js'
import { answering } from '../executor/answering.js'
import { exportShapes, type ExportedShapes } from './exportShapes.js'
import { gatherShapes } from './gatherShapes.js'
import type { AskedShapes } from './gatherShapesWorker.js'
import { rowsAtHand } from './rowsAtHand.js'

interface AskedExport extends AskedShapes, Pick<ExportedShapes, 'neighbors' | 'pictures'> {
  readonly name: ExportName
}

/** What the thread of ShownResults.export runs. */
export default answering(async ({ of, cut, notes, name, ...more }: AskedExport) => {
  const rows = await rowsAtHand(of)
  const shown = gatherShapes(rows, await rows.groups(cut, notes.wishes), notes)
  const { table, farthest } = rows
  return exportShapes(name, { table, shown, grouping: await rows.grouping(), farthest, ...more })
})
