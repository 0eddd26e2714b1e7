import type { ShownTree } from '../../shared/schema/shownShapes.js'
import { answering } from '../executor/answering.js'
import { openRows, type ShownPlace } from './openRows.js'

/** The thread of ShownResults.tree. */
export default answering(async (place: ShownPlace): Promise<ShownTree> => {
  const rows = await openRows(place)
  const { leaves, tree } = await rows.grouping()
  const { left, right, heights, sizes } = tree
  return {
    leaves: [...leaves],
    a: [...left],
    b: [...right],
    height: [...heights],
    size: [...sizes],
    farthest: rows.farthest,
  }
})
