import { join } from 'node:path'
import { ShapekinError } from '../shared/errors.js'
import type { SceneGroups } from '../shared/schema/messages.js'
import type { SceneReport } from '../shared/schema/sceneReport.js'
import type { SceneRequest } from '../shared/schema/sceneRequest.js'
import { loadCheckpoint } from './checkpoint/checkpoint.js'
import { describeForCheckpoint } from './checkpoint/describeForCheckpoint.js'
import { embedTable } from './checkpoint/embedTable.js'
import { cutGrouping, EXPERIMENT_GROUPING, growGrouping } from './cluster/grouping.js'
import { numberBySize } from './cluster/cutTree.js'
import { likenessOf } from './cluster/likeness.js'
import type { Tree } from './cluster/tree.js'
import { describeSource, type RefusedShape } from './descriptor/describeSource.js'
import { checkHealthInWorker } from './health/checkHealthInWorker.js'
import type { Refusal } from './mesh/meshSource.js'
import { DescriptionCache } from './library/descriptionCache.js'
import { palette } from './picture/palette.js'
import type { Table } from './table/table.js'
import { runMapInWorker } from './picture/runMapInWorker.js'
import type { RunContext } from './pipeline.js'
import * as files from './run/artefacts.js'
import { listFiles } from './run/listFiles.js'
import type { SceneOutputs } from './run/scenes.js'
import { Stages } from './run/stages.js'
import { objectId, type BlenderRun, type SceneListing } from './session/blenderRun.js'
import { PROJECT_ROOT } from './system/projectRoot.js'

export interface SceneContext extends RunContext {
  /** Where descriptions are kept: see SHAPEKIN_HOME. */
  readonly home: string
  /** Where Blender writes the colored file and its picture, when these are wanted. */
  readonly outputs?: SceneOutputs | undefined
}

/**
 * Groups the objects of the scene that a Blender has open, by the checkpoint made for any mesh: listing -> meshes -> `shape`
 * descriptor -> embedding -> dendrogram -> groups -> colors. Objects that share a mesh are described once and stay together.
 *
 * @param folder empty; every file is in it at the end
 * @throws ShapekinError `scene.nothing`, `scene.tooManyGroups`, and what the stations throw
 */
export async function groupScene(
  request: SceneRequest,
  blender: BlenderRun,
  folder: string,
  { pool, home, outputs, versions, progress, signal, now }: SceneContext,
): Promise<{ report: SceneReport; files: string[] }> {
  const stages = new Stages(folder, progress, now)
  const checkpoint = await loadCheckpoint(
    join(PROJECT_ROOT, 'checkpoints', request.up === 'none' ? 'pretrained-any-up' : 'pretrained'),
  )
  const { options } = describeForCheckpoint(checkpoint, { up: request.up })

  // 1 to 4: what the scene holds, and every mesh of it in numbers.
  const listing = await stages.make('list', files.sceneListing, () => blender.listObjects(request))
  const { table, refused } = await stages.make('shapes', files.shapesTable(options), (tick) => {
    const store = new DescriptionCache(home, options)
    return describeSource(blender.readShapes(listing), options, { pool, store, tick, signal })
  })
  const meshes = table.ids.length
  if (meshes === 0) throw new ShapekinError('scene.nothing', { count: listing.objects.length + listing.leftOut.length })
  if (request.groups > meshes) throw new ShapekinError('scene.tooManyGroups', { groups: request.groups, meshes })

  // 5 and 6: embedding and groups of the meshes, then of the objects that have them.
  const embedding = await stages.make('embed', files.embeddingTable, () => embedTable(checkpoint, table))
  const grouping = await stages.make('tree', files.dendrogram('embedding'), () =>
    growGrouping(embedding, EXPERIMENT_GROUPING, { signal }),
  )
  const cut = request.groups > 0 ? { groups: request.groups } : { percent: request.similar }
  const rows = rowsOfObjects(listing, embedding.ids)
  const { groupOfRow, groupOfObject } = numberByObjects(rows, cutGrouping(grouping, embedding, cut))
  const reasons = reasonsByShape(listing, refused)
  await stages.make('cut', files.objectGroups(listing, reasons), () => groupOfObject)

  // 7: colors, for which somebody waits, and then the rest.
  const sizes: number[] = []
  for (const group of groupOfObject) if (group >= 0) sizes[group] = (sizes[group] ?? 0) + 1
  const colors = palette(sizes.length)
  const colored = await stages.run('color', () =>
    blender.showGroups({
      rows: [...rows],
      tree: treeColumns(grouping.tree),
      farthest: likenessOf(grouping.options.metric, embedding.values, embedding.dimension).distanceOf(0),
      groups: [...groupOfObject],
      palette: colors.map(([r, g, b]) => [r, g, b]),
      refused: Array.from(reasons, ([shape, { code, message }]) => ({ shape, code, sentence: message })),
    }),
  )
  if (outputs?.blend || outputs?.picture)
    await stages.run('save', () => blender.saveScene(outputs.blend, outputs.picture))
  const health = await stages.make('check', files.healthFindings, () =>
    checkHealthInWorker({ raw: withoutClasses(table), embedding, groups: groupOfRow }, signal),
  )
  const title = `${listing.objects.length} objects in ${sizes.length} groups`
  const subtitle = `${meshes} different meshes`
  await stages.make('picture', files.mapPictures, () =>
    runMapInWorker({ embedding, groups: groupOfRow, palette: colors, title, subtitle }, signal),
  )

  const report: SceneReport = {
    ...request,
    blender: blender.blender,
    versions,
    stages: stages.seconds,
    objects: listing.objects.length,
    shapes: meshes,
    leftOut: [
      ...listing.leftOut.map(({ name, code, sentence }) => ({ id: name, code, message: sentence })),
      ...listing.objects.flatMap((object) => {
        const reason = reasons.get(object.shape)
        return reason ? [{ id: objectId(object), ...reason }] : []
      }),
    ],
    sizes,
    colored,
    health: [...health],
  }
  await files.reportFile.write(folder, report)
  await stages.close()
  return { report, files: await listFiles(folder) }
}

/** Why meshes of the listing have no numbers; a refused shape bears the name of the first object that has the mesh. */
function reasonsByShape({ objects }: SceneListing, refused: readonly RefusedShape[]): Map<number, Refusal> {
  const refusalOf = new Map(refused.map(({ id, code, message }) => [id, { code, message }]))
  const reasons = new Map<number, Refusal>()
  for (const object of objects) {
    const refusal = refusalOf.get(objectId(object))
    if (refusal) reasons.set(object.shape, refusal)
  }
  return reasons
}

/** (N) row of each object, in a table whose ids are the first object of each mesh; -1 where there is none. */
function rowsOfObjects({ objects, shapes }: SceneListing, ids: readonly string[]): Int32Array {
  const rowOfId = new Map(ids.map((id, row) => [id, row]))
  const rowOfShape = new Int32Array(shapes).fill(-1)
  for (const object of objects) {
    const row = rowOfId.get(objectId(object))
    if (row !== undefined) rowOfShape[object.shape] = row
  }
  return Int32Array.from(objects, ({ shape }) => rowOfShape[shape])
}

/**
 * Numbers the groups by how many objects they have: 0 is the largest.
 *
 * @param rows    (N) row of each object, -1 = none; every row is some object's
 * @param groups  (R) group of each row, in any numbering
 * @returns groups of rows (R) and of objects (N); -1 where an object has no row
 */
function numberByObjects(rows: Int32Array, groups: Int32Array) {
  const grouped = rows.filter((row) => row >= 0)
  const numbers = numberBySize(grouped.map((row) => groups[row]))
  const groupOfRow = new Int32Array(groups.length)
  grouped.forEach((row, i) => (groupOfRow[row] = numbers[i]))
  return { groupOfRow, groupOfObject: rows.map((row) => (row < 0 ? -1 : groupOfRow[row])) }
}

/** A collection is where an object lies, and nothing that was learned from: no finding is about it. */
const withoutClasses = (table: Table): Table => ({ ...table, classes: table.ids.map(() => '') })

const treeColumns = ({ left, right, heights, sizes }: Tree): SceneGroups['tree'] => ({
  a: [...left],
  b: [...right],
  height: [...heights],
  size: [...sizes],
})
