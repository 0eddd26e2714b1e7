/** The stages of the server's work in words for people; page and panel use the same. */

/** Stages of a run. */
export const RUN_STAGES = {
  blender: 'Starting Blender',
  shapes: 'Making shapes',
  split: 'Setting test shapes aside',
  train: 'Learning what is alike',
  embed: 'Comparing shapes',
  tree: 'Grouping shapes',
  cut: 'Grouping shapes',
  check: 'Checking the groups',
  variety: 'Measuring the variety',
  picture: 'Drawing the map',
  families: 'Drawing the families',
  rebuild: 'Making shapes again',
  color: 'Coloring shapes',
  scene: 'Saving the scene',
} as const

/**
 * Stages of a run that take long, in order. The others are over in a moment, or count as part of the stage before.
 */
export const LONG_RUN_STAGES = ['blender', 'shapes', 'train', 'tree', 'check', 'picture', 'scene'] as const

/** Stages of a task on a scene. */
export const SCENE_STAGES = {
  blender: 'Starting Blender',
  list: 'Looking through the objects',
  read: 'Reading meshes',
  shapes: 'Reading and describing meshes',
  embed: 'Comparing objects',
  compare: 'Comparing meshes',
  sort: 'Sorting objects',
  tree: 'Grouping objects',
  cut: 'Grouping objects',
  color: 'Coloring objects',
  show: 'Showing what was found',
  save: 'Saving the colored file',
  check: 'Checking what can be trusted',
  picture: 'Drawing the map',
  families: 'Drawing the families',
} as const

/** A stage that `Stages` times. A stage without words for people does not compile. */
export type StageName = keyof typeof RUN_STAGES | keyof typeof SCENE_STAGES

/** Stages of adding folders to a library. */
export const LIBRARY_STAGES = {
  look: 'Looking for files',
  describe: 'Reading and describing',
} as const

/** Stages of a search for duplicates in a library. */
export const DUPLICATE_STAGES = {
  read: 'Reading the meshes',
  compare: 'Comparing the surfaces',
} as const

/**
 * The words for a stage that a server names. A server of another version may name stages that are unknown here, which
 * are shown as they are.
 */
export const wordsOf = (stages: Readonly<Record<string, string>>, stage: string): string => stages[stage] ?? stage
