import { z } from 'zod'
import { Recipe } from './recipe.js'
import { RunId } from './run.js'
import { RunRequest } from './runRequest.js'

/** Control messages: small JSON texts on the WebSocket, beside the binary frames of `shared/wire/`. */

/** Files a Blender may send, in the order of their number in a file frame. */
export const SCENE_FILES = ['scene.blend', 'scene.png'] as const
export type SceneFile = (typeof SCENE_FILES)[number]

const index = z.int().min(0)
const color = z.tuple([z.number(), z.number(), z.number()])
const message = <Type extends string, Fields extends z.ZodRawShape>(type: Type, fields: Fields) =>
  z.strictObject({ type: z.literal(type), ...fields })

/** What Blender tells the server. */
export const ClientMessage = z.discriminatedUnion('type', [
  /** First of all. `client_id` stays the same when a dropped socket comes back. */
  message('hello', {
    protocol: z.int(),
    addon: z.string().max(64),
    blender: z.string().max(64),
    client_id: z.string().min(8).max(64),
    role: z.enum(['window', 'background']),
  }),
  message('start_run', { request: RunRequest }),
  message('cancel_run', { run_id: RunId }),
  /** The shape could not be built; the run goes on without it. */
  message('shape_refused', { run_id: RunId, index, reason: z.string().max(1024) }),
  message('colored', { run_id: RunId, count: z.int() }),
  /** Blender can not go on with this run (disk full while saving, say). */
  message('give_up', { run_id: RunId, reason: z.string().max(1024) }),
])
export type ClientMessage = z.infer<typeof ClientMessage>

/** What the server tells Blender. */
export const ServerMessage = z.discriminatedUnion('type', [
  message('welcome', { protocol: z.int(), server: z.string(), max_frame_bytes: z.int() }),
  /** Code of the error table with the finished sentence. Without `run_id`: a request was refused, or the socket closes. */
  message('error', { code: z.string(), message: z.string(), run_id: RunId.nullable() }),
  message('run_accepted', { run_id: RunId, request: RunRequest }),
  /** Build these; answer each with a mesh frame or `shape_refused`. A shape already built is only read again. */
  message('build_shapes', { run_id: RunId, count: z.int(), indices: z.array(index), recipes: z.array(Recipe) }),
  message('progress', {
    run_id: RunId,
    stage: z.string(),
    done: z.int(),
    total: z.int(),
    seconds_left: z.number().nullable(),
  }),
  /**
   * Group of each shape by index (-1 = none) and one color (0..1, sRGB as on screen) for each group. Without `apply` both
   * are kept with the shapes, to be shown when a person asks.
   */
  message('color_shapes', { run_id: RunId, groups: z.array(z.int()), palette: z.array(color), apply: z.boolean() }),
  /** Save and render the scene and send these as file frames. */
  message('send_files', { run_id: RunId, names: z.array(z.enum(SCENE_FILES)) }),
  message('run_done', { run_id: RunId, summary: z.string(), files: z.array(z.string()) }),
  message('run_failed', { run_id: RunId, code: z.string(), message: z.string() }),
])
export type ServerMessage = z.infer<typeof ServerMessage>
