import type { FamilyNotes } from '../../shared/schema/familyNotes.js'
import type { Cut } from '../cluster/grouping.js'
import { answering } from '../executor/answering.js'
import { gatherShapes } from './gatherShapes.js'
import { rowsAtHand, type ShownVersion } from './rowsAtHand.js'

export interface AskedShapes {
  readonly of: ShownVersion
  /** Where to cut the tree; undefined = keep the groups as they were made. */
  readonly cut: Cut | undefined
  readonly notes: FamilyNotes
}

/** What the thread of ShownResults.shapes runs. */
export default answering(async ({ of, cut, notes }: AskedShapes) => {
  const rows = await rowsAtHand(of)
  return gatherShapes(rows, await rows.groups(cut, notes.wishes), notes)
})
