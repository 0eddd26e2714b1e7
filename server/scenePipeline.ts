import { counted } from '../shared/counted.js'
import { ShapekinError } from '../shared/errors.js'
import type { SceneGroups } from '../shared/schema/messages.js'
import { assertNever } from '../shared/assertNever.js'
import type { GroupReport, SceneReport } from '../shared/schema/sceneReport.js'
import type { SceneTask } from '../shared/schema/sceneRequest.js'
import { cutGrouping } from './cluster/grouping.js'
import { likenessOf } from './cluster/likeness.js'
import type { Tree } from './cluster/tree.js'
import { checkHealthInWorker } from './health/checkHealthInWorker.js'
import { palette } from './picture/palette.js'
import { drawInWorker } from './picture/drawInWorker.js'
import type { PictureTask } from './picture/drawPicture.js'
import { treePicture } from './picture/treePicture.js'
import * as files from './run/artefacts.js'
import { objectGroups } from './run/sceneArtefacts.js'
import { listFiles } from './run/listFiles.js'
import { Stages } from './run/stages.js'
import { compareSpace, growSpace } from './scene/compareSpace.js'
import { drawObjects } from './scene/drawObjects.js'
import { findSceneDuplicates } from './scene/findSceneDuplicates.js'
import { findSceneSimilar } from './scene/findSceneSimilar.js'
import { groupsOfRows, leftOutOf, numberByObjects, reasonsByShape, rowsOfObjects } from './scene/objectRows.js'
import { objectTable } from './scene/objectTable.js'
import { planComparison } from './scene/planComparison.js'
import { readObjects } from './scene/readObjects.js'
import type { SceneContext } from './scene/sceneContext.js'
import { sortScene } from './scene/sortScene.js'
import type { BlenderRun } from './session/blenderRun.js'
import { normalizeRows } from './table/normalizeRows.js'
import type { Table } from './table/table.js'

/**
 * Does a task on the scene that a Blender has open.
 *
 * @param folder empty; every file is in it at the end
 * @throws ShapekinError as groupScene, sortScene, findSceneDuplicates, findSceneSimilar
 */
export function workOnScene(
  task: SceneTask,
  blender: BlenderRun,
  folder: string,
  context: SceneContext,
): Promise<{ report: SceneReport; files: string[] }> {
  switch (task.task) {
    case 'group':
      return groupScene(task, blender, folder, context)
    case 'sort':
      return sortScene(task, blender, folder, context)
    case 'duplicates':
      return findSceneDuplicates(task, blender, folder, context)
    case 'similar':
      return findSceneSimilar(task, blender, folder, context)
    default:
      return assertNever(task)
  }
}

/**
 * Groups the objects of the scene that a Blender has open, with the checkpoint made for any mesh: listing -> meshes ->
 * `shape` descriptor and views -> embedding -> dendrogram -> groups -> colors. Objects that share a mesh are described
 * once and stay together.
 *
 * @param folder empty; every file is in it at the end
 * @throws ShapekinError `scene.tooManyGroups`, and as planComparison, readObjects and the other stations
 */
async function groupScene(
  request: Extract<SceneTask, { task: 'group' }>,
  blender: BlenderRun,
  folder: string,
  { pool, home, outputs, watch, pictureKeys, versions, progress, signal, now }: SceneContext,
): Promise<{ report: GroupReport; files: string[] }> {
  const stages = new Stages(folder, progress, now)
  const comparison = await planComparison(request)

  // 1 to 5: the objects of the scene, the descriptions of their meshes, and the space in which these are compared.
  const shapes = await readObjects(request, comparison, blender, stages, { pool, home, watch, signal })
  const { listing, table, form, refused } = shapes
  const meshes = table.ids.length
  if (request.groups > meshes) throw new ShapekinError('scene.tooManyGroups', { groups: request.groups, meshes })
  const space = compareSpace(form, request.scale === 'counts' ? shapes.sizes : undefined)

  // 6: groups of the meshes, then of the objects that have them.
  const grouping = await stages.make('tree', files.dendrogram(comparison.isRaw ? 'shapes' : 'embedding'), () =>
    growSpace(space, { signal }),
  )
  const cut = request.groups > 0 ? { groups: request.groups } : { percent: request.similar }
  const rows = rowsOfObjects(listing, table.ids)
  const byTree = numberByObjects(rows, cutGrouping(grouping, form, cut))
  const reasons = reasonsByShape(listing, refused)
  const pictureOf = await pictureKeys?.()

  // 7: the colors, which a person waits for. Blender applies what the person said about single objects, because the
  // file holds it.
  const colored = await stages.run('color', () =>
    blender.showGroups({
      rows: [...rows],
      tree: treeColumns(grouping.tree),
      farthest: likenessOf(space.metric, form.values, form.dimension).distanceOf(0),
      groups: [...byTree],
      palette: palette(sizesOf(byTree).length).map(([r, g, b]) => [r, g, b]),
      pictures: table.ids.map((id) => pictureOf?.get(id) ?? ''),
      refused: Array.from(reasons, ([shape, { code, message }]) => ({ shape, code, sentence: message })),
    }),
  )
  if (colored.groups && colored.groups.length !== listing.objects.length)
    throw new ShapekinError('wire.badMessage', { problem: 'colored has not a group for each object' })
  const { groups: groupOfObject, names } = await stages.make('cut', objectGroups(listing, reasons), () => ({
    groups: colored.groups ?? byTree,
    names: colored.names,
  }))
  const groupOfRow = groupsOfRows(rows, groupOfObject, meshes)
  const sizes = sizesOf(groupOfObject)
  if (names.length !== sizes.length)
    throw new ShapekinError('wire.badMessage', { problem: 'colored has not a name for each group' })
  const colors = palette(sizes.length)
  const saved =
    outputs?.blend || outputs?.picture
      ? await stages.run('save', () => blender.saveScene(outputs.blend, outputs.picture))
      : []
  const health = await stages.make('check', files.healthFindings, () =>
    checkHealthInWorker(
      { raw: withoutClasses(table), embedding: comparison.isRaw ? fromTheMean(form) : form, groups: groupOfRow },
      signal,
    ),
  )
  const grouped = groupOfObject.filter((group) => group >= 0).length
  const title = `${counted(grouped, 'object')} in ${counted(sizes.length, 'group')}`
  const subtitle = counted(meshes, 'different mesh', 'different meshes')
  const look = { groups: groupOfRow, palette: colors, names, title, subtitle }
  const farthest = space.unit * space.likeness.distanceOf(0)
  const placed = objectTable(listing, space.rows, rows).table // as the page's map has them
  const pictures: readonly PictureTask[] = [
    { picture: 'map', embedding: placed, ...look, groups: groupOfObject.filter((_, object) => rows[object] >= 0) },
    treePicture({ grouping, table: form, farthest, ...look }),
  ]
  await stages.make('picture', files.pictureFiles('map', 'tree'), () => drawInWorker(pictures, signal))
  // Not in a window that somebody has open: Blender would be busy until all meshes are drawn.
  if (!blender.isWindow)
    await stages.make('families', files.familiesFiles, (tick) =>
      drawObjects({ title, listing, space, rows, groups: groupOfRow, names, colors }, blender, {
        progress: ({ done, total }) => tick(done, total),
        signal,
      }),
    )

  const report: GroupReport = {
    ...request,
    blender: blender.blender,
    versions,
    stages: stages.seconds,
    objects: listing.objects.length,
    shapes: meshes,
    compared: [...comparison.compared],
    hints: [...comparison.hints, ...saved],
    leftOut: leftOutOf(listing, reasons),
    sizes,
    names: [...names],
    colored: colored.count,
    wishes: colored.groups !== undefined,
    health: [...health],
  }
  await files.reportFile.write(folder, report)
  await stages.close()
  return { report, files: await listFiles(folder) }
}

/** Number of objects in each group. */
function sizesOf(groups: Int32Array): number[] {
  const sizes: number[] = []
  for (const group of groups) if (group >= 0) sizes[group] = (sizes[group] ?? 0) + 1
  return sizes
}

/**
 * The table without classes. A class here is the collection of an object, which nothing was learned from, so no
 * finding can be about it.
 */
const withoutClasses = (table: Table): Table => ({ ...table, classes: table.ids.map(() => '') })

/** Raw numbers as directions from their mean, so that the checks can compare them like rows of length 1. */
function fromTheMean(table: Table): Table {
  const { values, dimension, ids } = table
  const mean = new Float64Array(dimension)
  values.forEach((value, at) => (mean[at % dimension] += value / ids.length))
  return {
    ...table,
    values: normalizeRows(
      values.map((value, at) => value - mean[at % dimension]),
      dimension,
    ),
  }
}

const treeColumns = ({ left, right, heights, sizes }: Tree): SceneGroups['tree'] => ({
  a: [...left],
  b: [...right],
  height: [...heights],
  size: [...sizes],
})
