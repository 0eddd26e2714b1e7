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

/** The objects of a scene and what is known of their R different meshes. */
export interface SceneShapes {
  readonly listing: SceneListing
  /** (R) the meshes as they are described; each bears the id of the first object that has it. */
  readonly table: Table
  /** (R) what their forms are compared by: learned numbers, or the raw ones. */
  readonly form: Table
  /** (R) see meshSize. */
  readonly sizes: Float32Array
  /** (R) how they look; empty when they were not looked at. */
  readonly looks: readonly Float32Array[]
  readonly refused: readonly RefusedShape[]
}

export interface ReadContext extends Pick<WorkContext, 'signal'> {
  readonly pool: DescribePool
  /** Where descriptions and views are kept: see SHAPEKIN_HOME. */
  readonly home: string
  readonly watch?: SceneContext['watch']
}

/**
 * Lists what the scene that a Blender has open holds, and puts every mesh of it in numbers. Objects that share a mesh are described
 * once.
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
    : await stages.make('embed', files.embeddingTable, () => embedInWorker(checkpoint, table, looks, signal))
  return { listing, table, form, sizes, looks, refused }
}

/** The size of a mesh, then how it looks. */
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
