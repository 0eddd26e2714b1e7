import { ShapekinError } from '../../shared/errors.js'
import type { DuplicatesReport } from '../../shared/schema/sceneReport.js'
import type { SceneTask } from '../../shared/schema/sceneRequest.js'
import type { RefusedShape } from '../descriptor/describeSource.js'
import { onThread } from '../executor/onThread.js'
import type { CheckedMesh } from '../mesh/checkMesh.js'
import { toMesh } from '../mesh/toMesh.js'
import * as files from '../run/artefacts.js'
import { sceneListing, writeDuplicates } from '../run/sceneArtefacts.js'
import { listFiles } from '../run/listFiles.js'
import { Stages } from '../run/stages.js'
import type { BlenderRun } from '../session/blenderRun.js'
import type { SceneListing } from '../session/sceneListing.js'
import type duplicateMeshes from './duplicateMeshesWorker.js'
import { duplicateObjects } from './duplicateObjects.js'
import { leftOutOf, reasonsByShape } from './objectRows.js'
import type { SceneContext } from './sceneContext.js'
import { refusalOf } from '../mesh/refusal.js'

/**
 * Finds the objects of a scene whose meshes are the same, even when they are moved, turned, scaled, mirrored or
 * triangulated differently. The scene is not changed. In the copy of the file, where one is asked for, equal meshes are
 * linked.
 *
 * @param folder empty; every file is in it at the end
 * @throws ShapekinError `scene.nothing`, `input.invalid` when a picture is asked for, and what the stations throw
 */
export async function findSceneDuplicates(
  request: Extract<SceneTask, { task: 'duplicates' }>,
  blender: BlenderRun,
  folder: string,
  { outputs, versions, progress, signal, now }: SceneContext,
): Promise<{ report: DuplicatesReport; files: string[] }> {
  if (outputs?.picture)
    throw new ShapekinError('input.invalid', {
      field: 'outputs',
      problem: 'duplicates have no picture, only a copy in which they are linked',
    })
  const stages = new Stages(folder, progress, now)
  const listing = await stages.makeAgain('list', sceneListing, () => blender.listObjects(request))
  const { meshes, shapes, refused } = await stages.run('read', (tick) => readMeshes(blender, listing, tick, signal))
  if (meshes.length === 0)
    throw new ShapekinError('scene.nothing', { count: listing.objects.length + listing.leftOut.length })

  const found = await stages.run('compare', (tick) =>
    onThread<typeof duplicateMeshes>(
      'server/scene/duplicateMeshesWorker.js',
      { meshes, tolerance: request.tolerance / 100 },
      { signal, progress: ({ done, total }) => tick(done, total) },
    ),
  )
  const byShape = found.map((each) => ({ ...each, shape: shapes[each.shape], of: shapes[each.of] }))
  const duplicates = duplicateObjects(
    listing.objects.map(({ shape }) => shape),
    byShape,
  )
  const reasons = reasonsByShape(listing, refused)
  await writeDuplicates(folder, listing, reasons, duplicates)
  await stages.run('show', () =>
    blender.showDuplicates({
      duplicates: duplicates.map(({ changes, triangles: [own, other], ...each }) => ({
        ...each,
        changes: changes.join(', '),
        triangles: [own, other],
      })),
    }),
  )
  if (outputs?.blend) await stages.run('save', () => blender.saveScene(outputs.blend, ''))

  const { objects } = listing
  const linked = duplicates.filter(({ object, of }) => objects[object].mesh === objects[of].mesh).length
  const report: DuplicatesReport = {
    ...request,
    blender: blender.blender,
    versions,
    stages: stages.seconds,
    objects: objects.length,
    shapes: meshes.length,
    compared: ['form'],
    hints: [],
    leftOut: leftOutOf(listing, reasons),
    duplicates: duplicates.length - linked,
    shared: objects.length - new Set(objects.map(({ shape }) => shape)).size + linked,
  }
  await files.reportFile.write(folder, report)
  await stages.close()
  return { report, files: await listFiles(folder) }
}

interface ReadMeshes {
  readonly meshes: readonly CheckedMesh[]
  /** Number of each mesh in the listing. */
  readonly shapes: readonly number[]
  readonly refused: readonly RefusedShape[]
}

async function readMeshes(
  blender: BlenderRun,
  listing: SceneListing,
  tick: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<ReadMeshes> {
  const read: { shape: number; mesh: CheckedMesh }[] = []
  const refused: RefusedShape[] = []
  let done = 0
  for await (const { index, id, class: label, shape } of blender.readShapes(listing)) {
    signal.throwIfAborted()
    if ('refused' in shape) refused.push({ id, class: label, ...shape.refused })
    else
      try {
        read.push({ shape: index, mesh: await toMesh(shape) })
      } catch (cause) {
        refused.push({ id, class: label, ...refusalOf(cause) })
      }
    tick(++done, listing.shapes)
  }
  read.sort((a, b) => a.shape - b.shape)
  return { meshes: read.map(({ mesh }) => mesh), shapes: read.map(({ shape }) => shape), refused }
}
