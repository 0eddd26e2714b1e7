import type { RunShapes } from '../../shared/schema/runShapes.js'
import { describeFamilies } from '../cluster/families.js'
import { EXPERIMENT_GROUPING } from '../cluster/grouping.js'
import { likenessOf } from '../cluster/likeness.js'
import { projectToPlane } from '../picture/projectToPlane.js'
import type { GroupedShapes } from './runFolder.js'

/** Every shape of a run on the plane, and how it stands in its group. The groups have no names yet. */
export function gatherShapes({ table, groups, splits, pictures }: GroupedShapes): RunShapes {
  const { ids, classes, values, dimension } = table
  const { metric } = EXPERIMENT_GROUPING
  const { coordinates, explained } = projectToPlane(values, ids.length, dimension)
  const rows = { values, count: ids.length, dimension }
  const families = describeFamilies(rows, groups, metric, likenessOf(metric, values, dimension))
  const likeness = new Array<number>(ids.length).fill(100)
  for (const { others } of families) for (const other of others) likeness[other.row] = round(other.likeness)
  const axis = (side: 0 | 1) => Array.from(ids, (_, row) => round(coordinates[2 * row + side]))
  return {
    ids: [...ids],
    classes: [...classes],
    groups: [...groups],
    splits: [...splits],
    pictures: [...pictures],
    x: axis(0),
    y: axis(1),
    explained: [...explained],
    likeness,
    odd: families.flatMap(({ odd }) => odd.map(({ row }) => row)),
    named: families.map(({ size, typical, tightness }) => ({ name: '', size, typical, tightness: round(tightness) })),
  }
}

/** Six digits are more than a screen shows. */
const round = (value: number): number => Number(value.toPrecision(6))
