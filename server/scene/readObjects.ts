import type { WorkContext } from '../../shared/progress.js'
import type { SceneTask } from '../../shared/schema/sceneRequest.js'
import { ShapekinError } from '../../shared/errors.js'
import { embedInWorker } from '../checkpoint/embedInWorker.js'
import type { DescribePool } from '../descriptor/describePool.js'
import { describeSource, type Look, type RefusedShape } from '../descriptor/describeSource.js'
import { DescriptionCache } from '../library/descriptionCache.js'
import { dropOutdated } from '../library/dropOutdated.js'
import { openLook } from '../library/openLook.js'
import { meshSize } from '../mesh/meshSize.js'
import { toMesh } from '../mesh/toMesh.js'
import * as files from '../run/artefacts.js'
import { sceneListing, sceneShapes, type MeasuredShapes } from '../run/sceneArtefacts.js'
import type { Stages } from '../run/stages.js'
import type { BlenderRun } from '../session/blenderRun.js'
import type { SceneListing } from '../session/sceneListing.js'
import type { Table } from '../table/table.js'
import type { Comparison } from './planComparison.js'
import type { SceneContext } from './sceneContext.js'

/** The objects of a scene, and facts about their R different meshes. */
export interface SceneShapes {
  readonly listing: SceneListing
  /** (R) descriptions of the meshes; the id is that of the first object with the mesh. */
  readonly table: Table
  /** (R) what their forms are compared by: the embedding, or the raw numbers. */
  readonly form: Table
  /** (R) size of each mesh, see meshSize. */
  readonly sizes: Float32Array
  /** (R) look of each mesh; empty when they were not looked at. */
  readonly looks: readonly Float32Array[]
  readonly refused: readonly RefusedShape[]
}

export interface ReadContext extends Pick<WorkContext, 'signal'> {
  readonly pool: DescribePool
  /** Home that keeps descriptions and views: see SHAPEKIN_HOME. */
  readonly home: string
  readonly watch?: SceneContext['watch']
}

/**
 * Lists the objects of the scene that a Blender has open, and describes every mesh. A mesh shared by objects is
 * described once.
 *
 * @throws ShapekinError `scene.nothing` when no object can be compared, and what the stations throw
 */
export async function readObjects(
  request: SceneTask,
  { checkpoint, options, look: plan, isRaw }: Comparison,
  blender: BlenderRun,
  stages: Stages,
  { pool, home, watch = (source) => source, signal }: ReadContext,
): Promise<SceneShapes> {
  const listing = await stages.makeAgain('list', sceneListing, () => blender.listObjects(request))
  const measured = await stages.make('shapes', sceneShapes(options), async (tick) => {
    await dropOutdated(home)
    const views = plan && openLook(plan, home)
    const store = new DescriptionCache(home)
    try {
      const look = measureAnd(views?.look)
      return split(
        await describeSource(watch(blender.readShapes(listing)), options, { pool, store, look, tick, signal }),
      )
    } finally {
      await views?.close()
    }
  })
  const { table, refused, sizes, looks } = measured
  if (table.ids.length === 0)
    throw new ShapekinError('scene.nothing', { count: listing.objects.length + listing.leftOut.length })
  const form = isRaw
    ? table
    : await stages.make('embed', files.embeddingTable, (tick) =>
        embedInWorker(checkpoint, table, looks, { signal, progress: ({ done, total }) => tick(done, total) }),
      )
  return { listing, table, form, sizes, looks, refused }
}

/** Measures a mesh: its size, then its look. */
const measureAnd =
  (view: Look | undefined): Look =>
  async (mesh, key, up, signal) => {
    const size = meshSize('bytes' in mesh ? await toMesh(mesh) : mesh)
    const look = (await view?.(mesh, key, up, signal)) ?? []
    return Float32Array.of(size, ...look)
  }

const split = ({ looks: measured, ...described }: Awaited<ReturnType<typeof describeSource>>): MeasuredShapes => ({
  ...described,
  sizes: Float32Array.from(measured, ([size]) => size),
  looks: measured.flatMap((each) => (each.length > 1 ? [each.subarray(1)] : [])),
})
