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

/** Objects in a page. A page with long names has some 50 kB, so messages stay small. */
export const OBJECTS_A_PAGE = 100
/** Most groupings in a file; far more than anybody has. */
const MOST_OPEN = 1000
const name = z.string().max(1024)

/** An object of somebody's scene; name and library together are unique in the file. */
export const SceneObject = z.strictObject({
  name,
  /** Path of the linked file; '' = of the file itself. */
  library: name,
  /** Its collection, which is its class; '' = the scene's own collection. */
  collection: name,
  shape: index,
  /** Number of its data-block: objects with the same one are linked copies, whatever their scale. */
  mesh: index,
  /** How often instancing shows it in addition to itself. */
  instances: z.int().min(0),
})
export type SceneObject = z.infer<typeof SceneObject>

/** An object that can not be compared, with the reason: a code of the error table and its message. */
export const LeftOutObject = z.strictObject({ name, code: z.string().max(64), sentence: z.string().max(2048) })
export type LeftOutObject = z.infer<typeof LeftOutObject>

/** A mesh of the listing that could not be described; objects with it are in no group. */
const RefusedMesh = z.strictObject({ shape: index, code: z.string(), sentence: z.string() })

/** A dendrogram as SciPy has it: node i is row i, node (number of rows) + m is what merge m made; heights ascend. */
const TreeColumns = z.strictObject({
  a: z.array(index),
  b: z.array(index),
  height: z.array(z.number()),
  size: z.array(index),
})

/**
 * How the objects of a listing are grouped: N objects in its order, R rows of the tree (the different meshes), G
 * groups.
 */
export const SceneGroups = z.strictObject({
  /** (N) row of each object; -1 = its mesh could not be described. */
  rows: z.array(z.int()),
  /** R - 1 merges. */
  tree: TreeColumns,
  /** Height that is 0 % of likeness; 0 is 100 %. */
  farthest: z.number(),
  /** (N) group of each object by the cut that was asked for; 0 has the most objects; -1 = none. */
  groups: z.array(z.int()),
  /** (G) color of each group, 0..1 sRGB as on screen. */
  palette: z.array(color),
  /** (R) key of the picture of each row's mesh, `/api/thumbnails/KEY`; '' = it has none. */
  pictures: z.array(z.string().max(64)),
  refused: z.array(RefusedMesh),
})
export type SceneGroups = z.infer<typeof SceneGroups>

/** Where the unsorted objects of a listing belong, the doubtful ones first. Objects are indices of the listing. */
export const SceneSorting = z.strictObject({
  placements: z.array(
    z.strictObject({
      object: index,
      /** Name of the collection, or of the objects, that stands for its kind. */
      kind: name,
      /** The sorted object that is most like it. */
      nearest: index,
      /** 0 ... 1 */
      confidence: z.number(),
    }),
  ),
})
export type SceneSorting = z.infer<typeof SceneSorting>

/** Objects with the same mesh as other objects. Objects are indices of the listing. */
export const SceneDuplicates = z.strictObject({
  duplicates: z.array(
    z.strictObject({
      object: index,
      of: index,
      /** `turned 90.0°, other triangles`; '' = no difference at all. */
      changes: z.string().max(256),
      /** The largest distance between the two surfaces, in units of the scene and as a share of the size. */
      residual: z.number(),
      residualShare: z.number(),
      /** Size of the other object divided by its own. */
      scale: z.number(),
      /** Its number of triangles, and that of the other object. */
      triangles: z.tuple([index, index]),
    }),
  ),
})
export type SceneDuplicates = z.infer<typeof SceneDuplicates>

/** What is most like an object, by falling likeness, which is in percent. Objects are indices of the listing. */
export const SceneSimilar = z.strictObject({
  to: index,
  objects: z.array(z.strictObject({ object: index, likeness: z.number(), distance: z.number() })),
  /** Shapes of the library, by their ids. */
  library: z.array(z.strictObject({ id: name, likeness: z.number(), distance: z.number() })),
})
export type SceneSimilar = z.infer<typeof SceneSimilar>

/**
 * What a person noted about a scene's groups: names, and statements about single objects. Objects are numbers of the
 * grouping's listing, so that an object which was renamed since is still found.
 */
export const SceneNotes = z.strictObject({
  /** Each gives the name of the group that the object is in. */
  names: z.array(z.strictObject({ object: index, name })),
  /** Lists of objects that belong together. */
  together: z.array(z.array(index)),
  /** Pairs of lists: no object of the first is of a family with any object of the second. */
  apart: z.array(z.tuple([z.array(index), z.array(index)])),
  /** When any of it was last changed, in milliseconds since 1970; 0 = nothing was ever noted. */
  changed: z.number().min(0),
})
export type SceneNotes = z.infer<typeof SceneNotes>

/** Objects by name; for a linked one, the path of its library comes before the name. */
export const Selection = z.array(z.string().max(2050)).max(MOST_SELECTED)

const message = <Type extends string, Fields extends z.ZodRawShape>(type: Type, fields: Fields) =>
  z.strictObject({ type: z.literal(type), ...fields })

/** Messages from Blender to the server. */
export const ClientMessage = z.discriminatedUnion('type', [
  /** Always the first message. `client_id` stays the same when a dropped socket is opened again. */
  message('hello', {
    protocol: z.int(),
    addon: z.string().max(64),
    blender: z.string().max(64),
    client_id: z.string().min(8).max(64),
    /**
     * A `worker` builds shapes for whoever asks the server; a `background` Blender has connected for work of its own.
     */
    role: z.enum(['window', 'background', 'worker']),
  }),
  message('start_run', { request: RunRequest }),
  message('cancel_run', { run_id: RunId }),
  /** The shape could not be built; the run goes on without it. */
  message('shape_refused', { run_id: RunId, index, reason: z.string().max(1024) }),
  message('start_scene', { request: SceneTask }),
  /**
   * A page of the scene's objects. `shape` is the number of an object's mesh; objects that surely look the same have
   * the same number.
   */
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
     * (N) groups of a scene's objects after what a person said about single ones, which the file keeps: see
     * group_wishes.py. null = unchanged.
     */
    groups: z.array(z.int().min(-1)).nullable(),
    /** (G) name of each group of a scene: the one that a person gave, else one made from its objects' names. */
    names: z.array(name),
  }),
  /** Blender has received the result of a task that colors nothing. */
  message('result_kept', { run_id: RunId }),
  /** notes: what to know about what was saved, a sentence each. */
  message('scene_saved', { run_id: RunId, notes: z.array(z.string().max(2048)).max(8) }),
  /**
   * All groupings of the open file; sent whenever they change, and after every hello. A `scene_notes` for each
   * follows.
   */
  message('open_groupings', { run_ids: z.array(RunId).max(MOST_OPEN) }),
  /** The notes that the file has for one of its groupings. */
  message('scene_notes', { run_id: RunId, ...SceneNotes.shape }),
  /** The present selection in the scene, sent while somebody watches: see `watch_selection`. */
  message('selected_objects', { objects: Selection }),
  /**
   * Answers `color_again`: how many shapes were colored. 0 = the file has none of them, or can not color them at
   * present, as `problem` says.
   */
  message('colored_again', { made_by: RunId, count: z.int().min(0), problem: z.string().max(2048) }),
  /**
   * Blender can not go on with this run, for example because the disk is full: a code of the error table and its
   * message.
   */
  message('give_up', { run_id: RunId, code: z.string().max(64), sentence: z.string().max(2048) }),
])
export type ClientMessage = z.infer<typeof ClientMessage>

/** Messages from the server to Blender. */
export const ServerMessage = z.discriminatedUnion('type', [
  message('welcome', { protocol: z.int(), server: z.string(), max_frame_bytes: z.int() }),
  /**
   * A code of the error table with the finished message. Without `run_id`, a request was refused, or the socket is
   * being closed.
   */
  message('error', { code: z.string(), message: z.string(), run_id: RunId.nullable() }),
  message('run_accepted', { run_id: RunId, request: RunRequest }),
  /** The requested grouping of the scene has begun. It can be cancelled, and it ends, like a run. */
  message('scene_accepted', { run_id: RunId }),
  /**
   * Build these shapes, and answer each with a mesh frame or `shape_refused`. A shape that is built already is only
   * read again.
   */
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
  /** The groups of the listing's objects, with everything needed to cut them again; answered by `colored`. */
  message('scene_groups', { run_id: RunId, ...SceneGroups.shape }),
  /** Show this to a person, who may move the objects; answered by `result_kept`. */
  message('scene_sorting', { run_id: RunId, ...SceneSorting.shape }),
  /** Show this to a person, who may link the objects; answered by `result_kept`. */
  message('scene_duplicates', { run_id: RunId, ...SceneDuplicates.shape }),
  /** Show this to a person; answered by `result_kept`. */
  message('scene_similar', { run_id: RunId, ...SceneSimilar.shape }),
  /**
   * Only to a Blender that the server has started: save the grouped, sorted or linked file, and render it, at these
   * paths; '' = do not.
   */
  message('save_scene', { run_id: RunId, blend: z.string(), picture: z.string() }),
  /**
   * Group of each shape by index (-1 = none), and one color (0..1, sRGB as on screen) for each group. Without `apply`,
   * both are stored with the shapes and shown when a person asks for it.
   */
  message('color_shapes', { run_id: RunId, groups: z.array(z.int()), palette: z.array(color), apply: z.boolean() }),
  /**
   * Like `color_shapes`, for a run that has ended: a Blender whose open file has its shapes shows these groups;
   * answered by `colored_again`.
   */
  message('color_again', { made_by: RunId, groups: z.array(z.int()), palette: z.array(color) }),
  /** Notes from the page for a grouping in the open file; they replace the notes in the file. */
  message('scene_notes', { made_by: RunId, ...SceneNotes.shape }),
  /** Select only these objects of the open scene: somebody encircled them on the page's map. */
  message('select_objects', { objects: Selection }),
  /** Somebody looks at the map: report every change of the selection for this many seconds. */
  message('watch_selection', { seconds: z.number() }),
  /** Save and render the scene and send these as file frames. */
  message('send_files', { run_id: RunId, names: z.array(z.enum(SCENE_FILES)) }),
  /** `notes`: what to know before the groups are trusted, as on the page. */
  message('run_done', {
    run_id: RunId,
    summary: z.string(),
    files: z.array(z.string()),
    notes: z.array(z.string()),
  }),
  message('run_failed', { run_id: RunId, code: z.string(), message: z.string() }),
])
export type ServerMessage = z.infer<typeof ServerMessage>
