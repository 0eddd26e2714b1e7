import { z } from 'zod'
import { Failure, RunId } from './run.js'
import { SCENE_FILES } from './sceneFiles.js'
import { SceneReport } from './sceneReport.js'
import { SceneTask } from './sceneRequest.js'

/** State of a task on a scene. A field that is only valid in one state exists only there. */
export const SceneState = z.discriminatedUnion('status', [
  z.object({ status: z.literal('queued') }),
  z.object({ status: z.literal('running'), stage: z.string(), done: z.int(), total: z.int() }),
  z.object({ status: z.literal('done'), report: SceneReport, files: z.array(z.string()) }),
  z.object({ status: z.literal('failed'), error: Failure }),
  z.object({ status: z.literal('cancelled') }),
])
export type SceneState = z.infer<typeof SceneState>

/** A task on the objects of a scene, in the form of `scene.json`. */
export const SceneRecord = z.object({
  id: RunId,
  /** Milliseconds since 1970. */
  created: z.number(),
  /** Path of the .blend; '' = the file that a Blender had open. */
  file: z.string(),
  request: SceneTask,
  /**
   * Further files that are wanted among its own; null = whoever asked has gone with the process that began the work.
   */
  outputs: z.array(z.enum(SCENE_FILES)).nullable().default(null),
  state: SceneState,
})
export type SceneRecord = z.infer<typeof SceneRecord>

const view = <Status extends SceneState['status'], Fields extends z.ZodRawShape>(status: Status, fields: Fields) =>
  z.object({
    id: RunId,
    created: z.iso.datetime(),
    file: z.string().meta({ description: 'Path of the .blend; empty = what a Blender had open' }),
    request: SceneTask,
    status: z.literal(status),
    stage: z.string().meta({ description: 'The stage that is under way; else the same as `status`' }),
    done: z.int(),
    total: z.int().meta({ description: '0 = not known' }),
    ...fields,
  })

/** A task on a scene in the form of the API. */
export const SceneView = z
  .discriminatedUnion('status', [
    view('queued', {}),
    view('running', {}),
    view('done', {
      report: SceneReport,
      files: z.array(z.string()).meta({ description: 'Names for `/api/scenes/ID/files/NAME`' }),
      summary: z.string().meta({ description: 'What came of it, in a line' }),
      notes: z.array(z.string()).meta({ description: 'What to know before the groups are trusted, the gravest first' }),
    }),
    view('failed', { error: Failure }),
    view('cancelled', {}),
  ])
  .meta({ id: 'Scene' })
export type SceneView = z.infer<typeof SceneView>
