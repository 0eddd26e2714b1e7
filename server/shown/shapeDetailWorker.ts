import { ShapekinError } from '../../shared/errors.js'
import type { ShapeDetail } from '../../shared/schema/shownShapes.js'
import { answering } from '../executor/answering.js'
import { row } from '../table/table.js'
import type { AskedShapes } from './gatherShapesWorker.js'
import { rowsAtHand } from './rowsAtHand.js'
import type { ShownRows } from './shownRows.js'

/** Shapes that fill two lines of the page. */
const NEAREST = 12

/** Everything about a shape except the name of its group, which depends on all other groups. */
export type UnnamedDetail = Omit<ShapeDetail, 'groupName'>

/** What the thread of ShownResults.shape runs. */
export default answering(async ({ of, cut, notes, shape }: AskedShapes & { shape: string }): Promise<UnnamedDetail> => {
  const rows = await rowsAtHand(of)
  const { table, likeness, pictures } = rows
  const { ids, classes } = table
  const own = ids.indexOf(shape)
  if (own < 0) throw new ShapekinError('shape.unknown', { key: shape })
  const groups = await rows.groups(cut, notes.wishes)
  const found = (await rows.search()).nearest(row(table, own), NEAREST + 1)
  const shown = (at: number) => ({ id: ids[at], class: classes[at], group: groups[at], picture: pictures[at] })
  const numbers: number[] = []
  await rows.eachDescription([own], (described) => numbers.push(...described))
  const { mesh, duplicates, facts, recipe } = await rows.one(own)
  return {
    ...shown(own),
    mesh,
    duplicates,
    facts: facts.map(([name, value]) => [name, value]),
    numbers,
    groupMean: await meanOf(
      rows,
      [...ids.keys()].filter((at) => groups[at] === groups[own]),
    ),
    recipe,
    nearest: found
      .filter(({ row: at }) => at !== own)
      .slice(0, NEAREST)
      .map(({ row: at, distance }) => ({ ...shown(at), distance, likeness: likeness.percentOf(distance) })),
  }
})

async function meanOf(shown: ShownRows, members: readonly number[]): Promise<number[]> {
  const sums: number[] = []
  let count = 0
  await shown.eachDescription(members, (described) => {
    described.forEach((value, k) => (sums[k] = (sums[k] ?? 0) + value))
    count++
  })
  return sums.map((sum) => sum / count)
}
