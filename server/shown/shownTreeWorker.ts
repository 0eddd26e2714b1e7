import type { ShownTree } from '../../shared/schema/shownShapes.js'
import { answering } from '../executor/answering.js'
import { rowsAtHand, type ShownVersion } from './rowsAtHand.js'

/** What the thread of ShownResults.tree runs. */
export default answering(async (of: ShownVersion): Promise<ShownTree> => {
  const rows = await rowsAtHand(of)
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
