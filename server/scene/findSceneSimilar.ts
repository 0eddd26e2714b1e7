import { isAbsolute } from 'node:path'
import { RecordedError, ShapekinError } from '../../shared/errors.js'
import type { SimilarReport } from '../../shared/schema/sceneReport.js'
import type { SceneTask } from '../../shared/schema/sceneRequest.js'
import * as files from '../run/artefacts.js'
import { writeSimilar } from '../run/sceneArtefacts.js'
import { listFiles } from '../run/listFiles.js'
import { Stages } from '../run/stages.js'
import type { BlenderRun } from '../session/blenderRun.js'
import { objectId } from '../session/sceneListing.js'
import { readTable } from '../table/readTable.js'
import { row } from '../table/table.js'
import { compareSpace } from './compareSpace.js'
import { leftOutOf, reasonsByShape, rowsOfObjects } from './objectRows.js'
import { planComparison } from './planComparison.js'
import { readObjects } from './readObjects.js'
import type { SceneContext } from './sceneContext.js'
import { similarInLibrary, similarObjects } from './similarObjects.js'

/**
 * Finds what is most like one object of a scene, in the scene and in a library. Only the selection is changed.
 *
 * @param folder empty; every file is in it at the end
 * @throws ShapekinError `scene.noObject`, `input.invalid`, the reason why the object can not be compared, and as
 *         readObjects, readTable, similarInLibrary
 */
export async function findSceneSimilar(
  request: Extract<SceneTask, { task: 'similar' }>,
  blender: BlenderRun,
  folder: string,
  { pool, home, outputs, versions, progress, signal, now }: SceneContext,
): Promise<{ report: SimilarReport; files: string[] }> {
  if (outputs?.blend || outputs?.picture)
    throw new ShapekinError('input.invalid', { field: 'outputs', problem: 'what is similar is told in a table only' })
  if (request.library !== '' && !isAbsolute(request.library))
    throw new ShapekinError('input.invalid', { field: 'library', problem: 'an absolute path is expected' })
  const library = request.library === '' ? undefined : await readTable(request.library)
  const stages = new Stages(folder, progress, now)
  const comparison = await planComparison(request)
  const shapes = await readObjects(request, comparison, blender, stages, { pool, home, signal })
  const { listing, table, form, refused } = shapes
  const { objects } = listing

  const rows = rowsOfObjects(listing, table.ids)
  const reasons = reasonsByShape(listing, refused)
  const leftOut = leftOutOf(listing, reasons)
  const to = objects.findIndex((object) => objectId(object) === request.to)
  if (to < 0 || rows[to] < 0) {
    const reason = leftOut.find(({ id }) => id === request.to)
    throw reason ? new RecordedError(reason) : new ShapekinError('scene.noObject', { name: request.to || "''" })
  }
  const space = compareSpace(form, request.scale === 'counts' ? shapes.sizes : undefined)
  const here = similarObjects(space, rows, to, request)
  const there = library ? similarInLibrary(library, form, row(form, rows[to]), request) : []
  const nearest: SimilarReport['nearest'] = [
    ...here.map(({ index, likeness, distance }) => {
      const object = objects[index]
      return { id: objectId(object), class: object.collection, from: 'scene' as const, likeness, distance }
    }),
    ...there.map(({ index, likeness, distance }) => ({
      ...{ id: library?.ids[index] ?? '', class: library?.classes[index] ?? '', from: 'library' as const },
      ...{ likeness, distance },
    })),
  ].sort((a, b) => a.distance - b.distance)
  await writeSimilar(folder, nearest)
  await stages.run('show', () =>
    blender.showSimilar({
      to,
      objects: here.map(({ index, ...figures }) => ({ object: index, ...figures })),
      library: nearest.flatMap(({ id, from, likeness, distance }) =>
        from === 'library' ? [{ id, likeness, distance }] : [],
      ),
    }),
  )

  const report: SimilarReport = {
    ...request,
    blender: blender.blender,
    versions,
    stages: stages.seconds,
    objects: objects.length,
    shapes: table.ids.length,
    compared: [...comparison.compared],
    hints: [...comparison.hints],
    leftOut,
    nearest,
  }
  await files.reportFile.write(folder, report)
  await stages.close()
  return { report, files: await listFiles(folder) }
}
