import type { ShownMeasures } from '../../shared/schema/shownShapes.js'
import { answering } from '../executor/answering.js'
import { rowsAtHand, type ShownVersion } from './rowsAtHand.js'

/** What the thread of ShownResults.measures runs. Numbers that are the same for all shapes are left out. */
export default answering(async (of: ShownVersion): Promise<ShownMeasures> => {
  const measures = Object.entries(await (await rowsAtHand(of)).measures())
  return Object.fromEntries(measures.filter(([, values]) => new Set(values).size > 1))
})
