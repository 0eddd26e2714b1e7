import type { CommandName } from './summaries.js'

/** What a person comes with, and the commands for it: the headings of the help, in its order. */
export const COMMAND_GROUPS = {
  'Mesh files:': ['library', 'describe', 'embed', 'similar', 'cluster', 'duplicates', 'sort', 'evaluate', 'variety'],
  'A Blender file:': ['scene'],
  'The experiment:': ['run', 'start', 'generate', 'train', 'pretrain'],
  'Shapekin itself:': ['serve', 'worker', 'doctor'],
} as const satisfies Readonly<Record<string, readonly CommandName[]>>

/** For somebody who has never called it. */
export const FIRST_STEPS = `
First steps:
  shapekin library add FOLDER                    describe the meshes of a folder, once
  shapekin library similar FOLDER/chair.obj      what is most like one of them
  shapekin scene FILE.blend --out groups         the objects of a scene in groups
  shapekin start                                 the experiment, and its page`
