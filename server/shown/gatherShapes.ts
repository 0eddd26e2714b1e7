import type { FamilyNotes } from '../../shared/schema/familyNotes.js'
import type { ShownShapes } from '../../shared/schema/shownShapes.js'
import { describeFamilies, membersOf } from '../cluster/describeFamilies.js'
import { projectToPlane } from '../picture/projectToPlane.js'
import { chosenNames } from '../library/chosenNames.js'
import type { ShownRows } from './shownRows.js'

/** Every shape with its place on the plane, and its role in its group. */
export function gatherShapes(
  {
    table,
    metric,
    likeness: scale,
    splits,
    pictures,
    nameGroups,
  }: Omit<ShownRows, 'farthest' | 'grouping' | 'groups' | 'search' | 'eachDescription' | 'measures' | 'one'>,
  groups: Int32Array,
  { names, wishes }: FamilyNotes,
): Omit<ShownShapes, 'notedIn'> {
  const { ids, classes, values, dimension } = table
  const { coordinates, explained } = projectToPlane(values, ids.length, dimension)
  const families = describeFamilies({ values, count: ids.length, dimension }, groups, metric, scale)
  const proposed = nameGroups?.(families.map(membersOf)) ?? []
  const chosen = chosenNames(names, ids, groups)
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
    named: families.map(({ size, typical, tightness }, group) => ({
      name: chosen.get(group) ?? '',
      proposed: proposed[group] ?? '',
      size,
      typical,
      tightness: round(tightness),
    })),
    wishes: [...wishes],
  }
}

/** Six digits are more than a screen can show. */
const round = (value: number): number => Number(value.toPrecision(6))
