import type { FamilyNotes } from '../../shared/schema/familyNotes.js'
import type { Cut } from '../cluster/grouping.js'
import { answering } from '../executor/answering.js'
import { gatherShapes } from './gatherShapes.js'
import { openRows, type ShownPlace } from './openRows.js'

export interface AskedShapes {
  readonly place: ShownPlace
  /** Cut the tree anew; undefined = as the groups were made. */
  readonly cut: Cut | undefined
  readonly notes: FamilyNotes
}

/** The thread of ShownResults.shapes. */
export default answering(async ({ place, cut, notes }: AskedShapes) => {
  const rows = await openRows(place)
  return gatherShapes(rows, await rows.groups(cut, notes.wishes), notes)
})
