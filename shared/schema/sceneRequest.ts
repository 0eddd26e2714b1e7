import { z } from 'zod'
import { AbsolutePath } from './absolutePath.js'
import { choice, integer, line } from './field.js'
import { SCENE_FILES } from './sceneFiles.js'

/**
 * How to group the objects of an open scene: the panel's fields, the options of `headless.py group` and of `shapekin
 * scene`.
 */
export const SceneRequest = z.strictObject({
  source: choice({
    of: {
      selection: 'The selected objects',
      collection: 'All objects of one collection and of those inside it',
      visible: 'All objects that can be seen',
      all: 'All objects of the scene',
    },
    default: 'visible',
    label: 'Objects',
    help: 'Which objects to look at',
  }),
  collection: line({ default: '', label: 'Collection', help: 'Name of the collection; empty = the active one' }),
  groups: integer({
    min: 0,
    max: 256,
    default: 0,
    label: 'Groups',
    help: 'How many groups to make; 0 = as many as the likeness gives',
  }),
  similar: integer({
    min: 0,
    max: 100,
    default: 50,
    label: 'How Alike',
    help: 'Objects that are at least so alike, in percent, are one group; used when Groups is 0',
  }),
  up: choice({
    of: {
      z: 'Objects stand upright: what lies on its side is another thing',
      none: 'Objects may lie in any way',
    },
    default: 'z',
    label: 'Up',
    help: 'Whether it matters how an object stands',
  }),
  numbers: choice({
    of: {
      learned: 'As the network sees them that comes with Shapekin: small differences of a kind of thing count little',
      raw: 'As they are measured: nothing that was learned counts',
    },
    default: 'learned',
    label: 'Compared',
    help: 'Whether objects are compared by what was learned from many shapes, or by the measured numbers alone',
  }),
  views: choice({
    of: {
      auto: 'Where the network that looks at pictures is installed, and objects stand upright',
      on: 'Yes, or an error',
      off: 'By form alone, which is six times as fast',
    },
    default: 'auto',
    label: 'Looks',
    help: 'Whether objects are compared by how they look from the sides, too',
  }),
  scale: choice({
    of: {
      ignored: 'A mug and a barrel of the same form are alike',
      counts: 'Twice as large takes 25 points of likeness off, four times as large all of it',
    },
    default: 'ignored',
    label: 'Size',
    help: 'Whether the same form in another size counts as different',
  }),
})
export type SceneRequest = z.infer<typeof SceneRequest>

/**
 * Sorts the unsorted objects of a scene by those that are sorted: `headless.py sort`, `shapekin scene FILE.blend
 * sort`.
 */
export const SceneSortRequest = SceneRequest.omit({ groups: true, similar: true }).extend({
  classes: choice({
    of: {
      collections: 'Each collection is a kind; what lies in none of its own is to be sorted',
      names: 'Objects named alike are a kind (Chair.001, Chair.002); those with a name of their own are to be sorted',
    },
    default: 'collections',
    label: 'Sorted By',
    help: 'What tells the kinds of what is sorted already',
  }),
  unsorted: line({
    default: '',
    label: 'The Rest',
    help: 'Collection, or name without its number, whose objects are to be sorted, too; those called as Blender calls new ones always are',
  }),
  sure: integer({
    min: 0,
    max: 100,
    default: 0,
    label: 'How Sure',
    help: 'Percent of confidence from which objects are moved, when they are',
  }),
})
export type SceneSortRequest = z.infer<typeof SceneSortRequest>

/** Finds objects with the same mesh: `headless.py duplicates`, `shapekin scene FILE.blend duplicates`. */
export const SceneDuplicatesRequest = SceneRequest.pick({ source: true, collection: true }).extend({
  tolerance: integer({
    min: 0,
    max: 10,
    default: 1,
    label: 'Tolerance',
    help: 'Percent of their size that the surfaces of two objects may lie apart',
  }),
})
export type SceneDuplicatesRequest = z.infer<typeof SceneDuplicatesRequest>

/** Finds what is most like one object: `headless.py similar`, `shapekin scene FILE.blend similar`. */
export const SceneSimilarRequest = SceneRequest.omit({ groups: true, similar: true }).extend({
  to: line({
    default: '',
    label: 'To',
    help: 'Name of the object that others are compared with, one of those looked at',
  }),
  count: integer({
    min: 0,
    max: 100_000,
    default: 10,
    label: 'Objects',
    help: 'How many to find at most, here and in the library each; 0 = all',
  }),
  alike: integer({
    min: 0,
    max: 100,
    default: 0,
    label: 'How Alike',
    help: 'Percent of likeness from which they are found',
  }),
  library: line({
    default: '',
    label: 'Library',
    help: 'Table of a library by `shapekin embed`, to be searched, too: its path on the computer of the server',
  }),
})
export type SceneSimilarRequest = z.infer<typeof SceneSimilarRequest>

/** The tasks on the objects of a scene. */
export const SceneTask = z.discriminatedUnion('task', [
  SceneRequest.extend({ task: z.literal('group') }),
  SceneSortRequest.extend({ task: z.literal('sort') }),
  SceneDuplicatesRequest.extend({ task: z.literal('duplicates') }),
  SceneSimilarRequest.extend({ task: z.literal('similar') }),
])
export type SceneTask = z.infer<typeof SceneTask>

const ofFile = {
  file: AbsolutePath.meta({
    title: 'File',
    description: 'Absolute path of a .blend on the computer of the server; it is not written',
  }),
  outputs: z.array(z.enum(SCENE_FILES)).default([]).meta({
    title: 'Outputs',
    description:
      'Further files to make: a colored copy and, of a grouping, a picture of it; a sorted copy; one with linked duplicates',
  }),
}

/**
 * Body of `POST /api/scenes`: the objects of a file. Without a task they are grouped. As on the command lines, a number
 * of groups and a likeness are not taken together.
 */
export const SceneFileRequest = z
  .preprocess(
    (body, context) => {
      if (saysTwoCuts(body))
        context.addIssue({ code: 'custom', path: ['similar'], message: 'it can not be used with groups' })
      return body
    },
    z.discriminatedUnion('task', [
      SceneRequest.extend({ task: z.literal('group').default('group'), ...ofFile }),
      SceneSortRequest.extend({ task: z.literal('sort'), ...ofFile }),
      SceneDuplicatesRequest.extend({ task: z.literal('duplicates'), ...ofFile }),
      SceneSimilarRequest.extend({ task: z.literal('similar'), ...ofFile }),
    ]),
  )
  .meta({ id: 'SceneFileRequest' })
export type SceneFileRequest = z.infer<typeof SceneFileRequest>

const saysTwoCuts = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'groups' in body && body.groups !== 0 && 'similar' in body
