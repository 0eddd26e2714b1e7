import type { WorkContext } from '../../shared/progress.js'
import { describeFamilies } from '../cluster/describeFamilies.js'
import { composeFamilies, type FamilyFiles } from '../library/composeFamilies.js'
import { drawThumbnails, THUMBNAIL_PIXELS } from '../library/drawThumbnails.js'
import type { Color } from '../picture/palette.js'
import type { BlenderRun } from '../session/blenderRun.js'
import type { SceneListing } from '../session/sceneListing.js'
import type { CompareSpace } from './compareSpace.js'

export interface DrawnGroups {
  readonly title: string
  readonly listing: SceneListing
  readonly space: CompareSpace
  /** (N) row of each object; -1 = none. */
  readonly rows: Int32Array
  /** (R) group of each row. */
  readonly groups: Int32Array
  /** Names by group, as the scene shows them; so are the colors. */
  readonly names: readonly string[]
  readonly colors: readonly Color[]
}

/**
 * Draws the page and the contact sheet of a scene's groups. The meshes are read once more. Each is shown once, with
 * the number of objects that have it.
 *
 * @throws ShapekinError `cancelled`, `session.blenderLost`
 */
export async function drawObjects(
  { title, listing, space, rows, groups, names, colors }: DrawnGroups,
  blender: BlenderRun,
  work: WorkContext,
): Promise<FamilyFiles> {
  const { ids, values, dimension } = space.rows
  const upOf = () => 'z' as const
  const pictures = await drawThumbnails(blender.readShapes(listing), { upOf, size: THUMBNAIL_PIXELS }, work)
  const families = describeFamilies({ values, count: ids.length, dimension }, groups, space.metric, space.likeness)
  const objectsOfRow = new Int32Array(ids.length)
  const objectsOfGroup = new Int32Array(families.length)
  for (const row of rows) {
    if (row < 0) continue
    objectsOfRow[row]++
    objectsOfGroup[groups[row]]++
  }
  return composeFamilies({
    title,
    ids,
    families,
    pictures,
    labelOf: (row) => (objectsOfRow[row] > 1 ? `${ids[row]} and ${objectsOfRow[row] - 1} more` : ids[row]),
    countOf: (group) => objectsOfGroup[group],
    names,
    colors,
  })
}
