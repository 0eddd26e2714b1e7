import { ShapekinError } from '../../shared/errors.js'
import type { SortReport } from '../../shared/schema/sceneReport.js'
import type { SceneTask } from '../../shared/schema/sceneRequest.js'
import { onThread } from '../executor/onThread.js'
import * as files from '../run/artefacts.js'
import { writeSorted } from '../run/sceneArtefacts.js'
import { listFiles } from '../run/listFiles.js'
import { Stages } from '../run/stages.js'
import type { BlenderRun } from '../session/blenderRun.js'
import { kindsOfObjects } from './kindsOfObjects.js'
import { leftOutOf, reasonsByShape, rowsOfObjects } from './objectRows.js'
import { planComparison } from './planComparison.js'
import { readObjects } from './readObjects.js'
import type { SceneContext } from './sceneContext.js'
import type sortObjects from './sortObjectsWorker.js'

/**
 * Finds where the unsorted objects of a scene belong, by those that are sorted: listing -> descriptions -> kinds ->
 * placements. Nothing is moved, except in the sorted copy where one is wanted.
 *
 * @param folder empty; every file is in it at the end
 * @throws ShapekinError `input.invalid` when a picture is asked for, and as readObjects, sortObjects
 */
export async function sortScene(
  request: Extract<SceneTask, { task: 'sort' }>,
  blender: BlenderRun,
  folder: string,
  { pool, home, outputs, versions, progress, signal, now }: SceneContext,
): Promise<{ report: SortReport; files: string[] }> {
  if (outputs?.picture)
    throw new ShapekinError('input.invalid', {
      field: 'outputs',
      problem: 'a sorting has no picture, only a sorted copy',
    })
  const stages = new Stages(folder, progress, now)
  const comparison = await planComparison(request)
  const shapes = await readObjects(request, comparison, blender, stages, { pool, home, signal })
  const { listing, table, looks, refused } = shapes

  const rows = rowsOfObjects(listing, table.ids)
  const kinds = kindsOfObjects(listing.objects, request)
  const sorting = await stages.run('sort', (tick) =>
    onThread<typeof sortObjects>(
      'server/scene/sortObjectsWorker.js',
      {
        listing,
        rows,
        kinds,
        table,
        checkpoint: comparison.isRaw ? undefined : comparison.checkpoint,
        looks,
        sizes: request.scale === 'counts' ? shapes.sizes : undefined,
      },
      { signal, progress: ({ done, total }) => tick(done, total) },
    ),
  )
  const { placements } = sorting
  const reasons = reasonsByShape(listing, refused)
  await writeSorted(folder, listing, reasons, placements)
  await stages.run('show', () =>
    blender.showSorting({
      placements: placements.map(({ object, kind, nearest, confidence }) => ({ object, kind, nearest, confidence })),
    }),
  )
  if (outputs?.blend) await stages.run('save', () => blender.saveScene(outputs.blend, ''))

  const counts: Record<string, number> = {}
  kinds.forEach((kind, object) => {
    if (kind !== '' && rows[object] >= 0) counts[kind] = (counts[kind] ?? 0) + 1
  })
  const report: SortReport = {
    ...request,
    blender: blender.blender,
    versions,
    stages: stages.seconds,
    objects: listing.objects.length,
    shapes: table.ids.length,
    compared: [...comparison.compared],
    hints: [...comparison.hints],
    leftOut: leftOutOf(listing, reasons),
    kinds: counts,
    placed: placements.length,
    expected: placements.reduce((sum, { confidence }) => sum + confidence, 0),
    space: sorting.space,
    leaveOneOut: sorting.leaveOneOut,
    confidence: sorting.confidence,
  }
  await files.reportFile.write(folder, report)
  await stages.close()
  return { report, files: await listFiles(folder) }
}
