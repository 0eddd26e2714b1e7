import type { ShownPlaces } from '../../shared/schema/shownShapes.js'
import { answering } from '../executor/answering.js'
import { neighborPlane } from '../picture/neighborPlane.js'
import { openRows, type ShownPlace } from './openRows.js'

/** What the thread of ShownResults.neighborMap runs. */
export default answering(async (place: ShownPlace, progress): Promise<ShownPlaces> => {
  const { table, metric } = await openRows(place)
  const { values, ids, dimension } = table
  const plane = neighborPlane({ values, count: ids.length, dimension }, metric, progress)
  const axis = (side: 0 | 1) => Array.from(ids, (_, row) => Number(plane[2 * row + side].toPrecision(6)))
  return { x: axis(0), y: axis(1) }
})
