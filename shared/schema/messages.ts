import { z } from 'zod'
import { MOST_SELECTED } from '../protocol.js'
import { Recipe } from './recipe.js'
import { RunId } from './run.js'
import { RunRequest } from './runRequest.js'
import { SCENE_FILES } from './sceneFiles.js'
import { SceneTask } from './sceneRequest.js'

/** Control messages: small JSON texts on the WebSocket, beside the binary frames of `shared/wire/`. */

const index = z.int().min(0)
const color = z.tuple([z.number(), z.number(), z.number()])

/** Texts stay small: a page of long names takes some 50 kB. */
export const OBJECTS_A_PAGE = 100
/** Scenes of a file that were grouped: far more than anybody has. */
const MOST_OPEN = 1000
const name = z.string().max(1024)

/** An object of somebody's scene; name and library together are unique in the file. */
export const SceneObject = z.strictObject({
  name,
  /** Path of the linked file; '' = of the file itself. */
  library: name,
  /** Its class; '' = the scene's own collection. */
  collection: name,
  shape: index,
  /** How often instancing shows it beside itself. */
  instances: z.int().min(0),
})
export type SceneObject = z.infer<typeof SceneObject>

/** An object that can not be compared: a code of the error table and its sentence. */
export const LeftOutObject = z.strictObject({ name, code: z.string().max(64), sentence: z.string().max(2048) })
export type LeftOutObject = z.infer<typeof LeftOutObject>

/** A mesh of the listing that could not be described: no object that has it is in a group. */
const RefusedMesh = z.strictObject({ shape: index, code: z.string(), sentence: z.string() })

/** A dendrogram as SciPy has it: node i is row i, node (number of rows) + m is what merge m made; heights ascend. */
const TreeColumns = z.strictObject({
  a: z.array(index),
  b: z.array(index),
  height: z.array(z.number()),
  size: z.array(index),
})

/** How the objects of a listing are grouped: N objects in its order, R rows of the tree (the different meshes), G groups. */
export const SceneGroups = z.strictObject({
  /** (N) row of each object; -1 = its mesh could not be described. */
  rows: z.array(z.int()),
  /** R - 1 merges. */
  tree: TreeColumns,
  /** Height that stands for 0 % of likeness, as 0 stands for 100 %. */
  farthest: z.number(),
  /** (N) group of each object as it was asked for, 0 the one with the most objects; -1 = none. */
  groups: z.array(z.int()),
  /** (G) color of each group, 0..1 sRGB as on screen. */
  palette: z.array(color),
  /** (R) key of the picture of each row's mesh, `/api/thumbnails/KEY`; '' = it has none. */
  pictures: z.array(z.string().max(64)),
  refused: z.array(RefusedMesh),
})
export type SceneGroups = z.infer<typeof SceneGroups>

/** Where the objects of a listing belong that were not sorted, the doubtful ones first. Objects are indices of the listing. */
export const SceneSorting = z.strictObject({
  placements: z.array(
    z.strictObject({
      object: index,
      /** Name of the collection, or of the objects, that is its kind. */
      kind: name,
      /** The sorted object that is most like it. */
      nearest: index,
      /** 0 ... 1 */
      confidence: z.number(),
    }),
  ),
})
export type SceneSorting = z.infer<typeof SceneSorting>

/** Objects whose meshes are those of others. Objects are indices of the listing. */
export const SceneDuplicates = z.strictObject({
  duplicates: z.array(
    z.strictObject({
      object: index,
      of: index,
      /** `turned 90.0°, other triangles`; '' = the very same. */
      changes: z.string().max(256),
      /** The farthest that either surface lies from the other, in units of the scene and as a share of the size. */
      residual: z.number(),
      residualShare: z.number(),
      /** Size of the other one over its own. */
      scale: z.number(),
      /** Its own, and those of the other. */
      triangles: z.tuple([index, index]),
    }),
  ),
})
export type SceneDuplicates = z.infer<typeof SceneDuplicates>

/** What is most like an object, the likest first. Objects are indices of the listing; likeness in percent. */
export const SceneSimilar = z.strictObject({
  to: index,
  objects: z.array(z.strictObject({ object: index, likeness: z.number(), distance: z.number() })),
  /** Ids of the library's table. */
  library: z.array(z.strictObject({ id: name, likeness: z.number(), distance: z.number() })),
})
export type SceneSimilar = z.infer<typeof SceneSimilar>

/**
 * What a person noted of a scene's groups: names, and what was said of single objects. Objects are numbers of the grouping's
 * listing, so that one that was renamed since is found.
 */
export const SceneNotes = z.strictObject({
  /** Each the name of the group that the object is in. */
  names: z.array(z.strictObject({ object: index, name })),
  /** Lists of objects that belong together. */
  together: z.array(z.array(index)),
  /** Pairs of lists: none of the one is of a group with any of the other. */
  apart: z.array(z.tuple([z.array(index), z.array(index)])),
  /** When any of it was changed last, milliseconds since 1970; 0 = nothing was ever noted. */
  changed: z.number().min(0),
})
export type SceneNotes = z.infer<typeof SceneNotes>

/** Objects by name; one that is linked bears the path of its library before it. */
export const Selection = z.array(z.string().max(2050)).max(MOST_SELECTED)

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
    /** A `worker` builds for whoever asks the server; a `background` one has come for work of its own. */
    role: z.enum(['window', 'background', 'worker']),
  }),
  message('start_run', { request: RunRequest }),
  message('cancel_run', { run_id: RunId }),
  /** The shape could not be built; the run goes on without it. */
  message('shape_refused', { run_id: RunId, index, reason: z.string().max(1024) }),
  message('start_scene', { request: SceneTask }),
  /** A page of the scene's objects; `shape` numbers the meshes, which objects that look alike for sure share. */
  message('scene_objects', {
    run_id: RunId,
    objects: z.array(SceneObject).max(OBJECTS_A_PAGE),
    left_out: z.array(LeftOutObject).max(OBJECTS_A_PAGE),
    shapes: z.int().min(0),
    is_last: z.boolean(),
  }),
  message('colored', {
    run_id: RunId,
    count: z.int().min(0),
    /**
     * (N) the groups of a scene as they are with what a person said about single objects, which the file keeps: see
     * group_wishes.py. null = as they were handed over.
     */
    groups: z.array(z.int().min(-1)).nullable(),
    /** (G) what each group of a scene is called: as a person has named it, else after its objects. */
    names: z.array(name),
  }),
  /** Blender has the result of a task that colors nothing. */
  message('result_kept', { run_id: RunId }),
  message('scene_saved', { run_id: RunId }),
  /** All groupings that the open file keeps, whenever these are others, and after every hello; `scene_notes` of each follow. */
  message('open_groupings', { run_ids: z.array(RunId).max(MOST_OPEN) }),
  /** What is noted in the file of one of its groupings. */
  message('scene_notes', { run_id: RunId, ...SceneNotes.shape }),
  /** What is selected in the scene now, while somebody looks: see `watch_selection`. */
  message('selected_objects', { objects: Selection }),
  /** Answers `color_again`: how many shapes have their color; 0 = it has none of them, or can not now, as `problem` says. */
  message('colored_again', { made_by: RunId, count: z.int().min(0), problem: z.string().max(2048) }),
  /** Blender can not go on with this run (disk full while saving, say): a code of the error table and its sentence. */
  message('give_up', { run_id: RunId, code: z.string().max(64), sentence: z.string().max(2048) }),
])
export type ClientMessage = z.infer<typeof ClientMessage>

/** What the server tells Blender. */
export const ServerMessage = z.discriminatedUnion('type', [
  message('welcome', { protocol: z.int(), server: z.string(), max_frame_bytes: z.int() }),
  /** Code of the error table with the finished sentence. Without `run_id`: a request was refused, or the socket closes. */
  message('error', { code: z.string(), message: z.string(), run_id: RunId.nullable() }),
  message('run_accepted', { run_id: RunId, request: RunRequest }),
  /** The grouping of the scene that was asked for has begun; it is cancelled and ends as a run. */
  message('scene_accepted', { run_id: RunId }),
  /** Build these; answer each with a mesh frame or `shape_refused`. A shape already built is only read again. */
  message('build_shapes', { run_id: RunId, count: z.int(), indices: z.array(index), recipes: z.array(Recipe) }),
  message('progress', {
    run_id: RunId,
    stage: z.string(),
    done: z.int(),
    total: z.int(),
    seconds_left: z.number().nullable(),
  }),
  /** List the objects of the scene that the request names, in pages. */
  message('list_objects', { run_id: RunId, request: SceneTask }),
  /** Read these meshes of the listing; answer each with a mesh frame or `shape_refused`. */
  message('read_shapes', { run_id: RunId, indices: z.array(index) }),
  /** The groups of the listing's objects with all that is needed to cut them anew; answered by `colored`. */
  message('scene_groups', { run_id: RunId, ...SceneGroups.shape }),
  /** To be shown to a person, who moves them; answered by `result_kept`. */
  message('scene_sorting', { run_id: RunId, ...SceneSorting.shape }),
  /** To be shown to a person, who links them; answered by `result_kept`. */
  message('scene_duplicates', { run_id: RunId, ...SceneDuplicates.shape }),
  /** To be shown to a person; answered by `result_kept`. */
  message('scene_similar', { run_id: RunId, ...SceneSimilar.shape }),
  /** Only to a Blender that the server has started: save the grouped, sorted or linked file and draw it at these paths; '' = don't. */
  message('save_scene', { run_id: RunId, blend: z.string(), picture: z.string() }),
  /**
   * Group of each shape by index (-1 = none) and one color (0..1, sRGB as on screen) for each group. Without `apply` both
   * are kept with the shapes, to be shown when a person asks.
   */
  message('color_shapes', { run_id: RunId, groups: z.array(z.int()), palette: z.array(color), apply: z.boolean() }),
  /** As `color_shapes`, of a run that has ended: whoever has its shapes in the open file shows these groups; answered by `colored_again`. */
  message('color_again', { made_by: RunId, groups: z.array(z.int()), palette: z.array(color) }),
  /** What was noted on the page of a grouping that the open file keeps: to be kept there in the place of what it has. */
  message('scene_notes', { made_by: RunId, ...SceneNotes.shape }),
  /** Select these objects of the open scene alone: they were encircled on the page's map. */
  message('select_objects', { objects: Selection }),
  /** Somebody looks at the map: for so many seconds tell every other selection. */
  message('watch_selection', { seconds: z.number() }),
  /** Save and render the scene and send these as file frames. */
  message('send_files', { run_id: RunId, names: z.array(z.enum(SCENE_FILES)) }),
  /** `notes`: what to know before the groups are trusted, as the page shows it. */
  message('run_done', {
    run_id: RunId,
    summary: z.string(),
    files: z.array(z.string()),
    notes: z.array(z.string()),
  }),
  message('run_failed', { run_id: RunId, code: z.string(), message: z.string() }),
])
export type ServerMessage = z.infer<typeof ServerMessage>
