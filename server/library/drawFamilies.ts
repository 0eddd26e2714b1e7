import { writeAllWhole, type WholeFile } from '../system/writeWhole.js'
import { join, parse } from 'node:path'
import type { WorkContext } from '../../shared/progress.js'
import { membersOf, type Family } from '../cluster/describeFamilies.js'
import type { Grouping } from '../cluster/grouping.js'
import { likenessOf } from '../cluster/likeness.js'
import { drawInWorker } from '../picture/drawInWorker.js'
import type { PictureTask } from '../picture/drawPicture.js'
import { NO_GROUP_COLOR, palette } from '../picture/palette.js'
import { treePicture } from '../picture/treePicture.js'
import type { Table } from '../table/table.js'
import { composeFamilies } from './composeFamilies.js'
import { nameFamilies } from './nameFamilies.js'
import { drawThumbnails, THUMBNAIL_PIXELS } from './drawThumbnails.js'
import type { DrawnShapes } from './shapesOfTable.js'

export interface FamilyPictures {
  /** Meshes to draw; meshes of shapes that are not in the table are skipped. */
  readonly shapes: DrawnShapes
  readonly table: Table
  /** (N) group of each row of the table. */
  readonly labels: Int32Array
  /** The grouping that the groups were cut from. */
  readonly grouping: Grouping
  /** Families by group, the largest first. */
  readonly families: readonly Family[]
  /** Names by group; default: proposed from the ids. */
  readonly names?: readonly string[]
  /** Path of the table of groups; the pictures are written beside it. */
  readonly out: string
}

export interface DrawnFamilies {
  /** Paths of the files that were written. */
  readonly files: readonly string[]
  /** Number of shapes whose file is gone or holds no mesh. */
  readonly missing: number
}

/**
 * Draws the families of a library of files: a page with all members, a contact sheet of the largest families, the map
 * and the tree of all shapes.
 *
 * @throws ShapekinError `output.*`, `cancelled`
 */
export async function drawFamilies(
  { shapes: { source, upOf }, table, labels, grouping, families, names: given, out }: FamilyPictures,
  work: WorkContext,
): Promise<DrawnFamilies> {
  const { ids, values, dimension } = table
  const names = given ?? nameFamilies(families.map((family) => membersOf(family).map((row) => ids[row])))
  const pictures = await drawThumbnails(source, { upOf, size: THUMBNAIL_PIXELS }, work)

  const { dir, name } = parse(out)
  const pages = await composeFamilies({ title: name, ids, families, names, pictures })
  const { metric } = grouping.options
  const farthest = likenessOf(metric, values, dimension).distanceOf(0)
  const several = families.filter(({ size }) => size > 1).length
  const alone = families.length - several
  const look = {
    groups: labels,
    palette: [...palette(several), ...Array.from({ length: alone }, () => NO_GROUP_COLOR)],
    names,
    title: name,
    subtitle: `${ids.length} shapes: ${several} families${alone > 0 ? ` and ${alone} like no other` : ''}`,
  }
  const tasks: readonly PictureTask[] = [
    { picture: 'map', embedding: table, ...look },
    treePicture({ grouping, table, farthest, ...look }),
  ]
  const drawn = await drawInWorker(tasks, work.signal)
  const written = [
    ...pages.map(([end, content]): WholeFile => [join(dir, name + end), content]),
    ...drawn.flatMap(({ svg, png }, i): WholeFile[] => {
      const path = join(dir, `${name}-${tasks[i].picture}`)
      return [
        [`${path}.svg`, svg],
        [`${path}.png`, png],
      ]
    }),
  ]
  await writeAllWhole(written)
  return { files: written.map(([path]) => path), missing: ids.length - pictures.size }
}
