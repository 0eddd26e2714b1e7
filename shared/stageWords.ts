/** The stages of what the server does, for people. */

/**
 * Those of a run that take their time, in order. What is not named here is over in a moment, or belongs to the stage before
 * it.
 */
export const RUN_STAGES: Readonly<Record<string, string>> = {
  blender: 'Start Blender',
  shapes: 'Build and measure the shapes',
  train: 'Train the network',
  tree: 'Group the shapes',
  check: 'Check the groups with a second training',
  picture: 'Draw the map',
  scene: 'Save and draw the scene',
}

/** Those of a task on a scene. */
export const SCENE_STAGES: Readonly<Record<string, string>> = {
  blender: 'Starting Blender',
  list: 'Listing the objects',
  read: 'Reading the meshes',
  shapes: 'Reading and describing the meshes',
  embed: 'Comparing them',
  compare: 'Comparing them',
  sort: 'Sorting the objects',
  tree: 'Growing the tree',
  cut: 'Cutting it into groups',
  color: 'Coloring the objects',
  show: 'Showing what was found',
  save: 'Saving the colored file',
  check: 'Checking what can be trusted',
  picture: 'Drawing the map',
  families: 'Drawing the families',
}

/** Those of adding folders to a library. */
export const LIBRARY_STAGES: Readonly<Record<string, string>> = {
  look: 'Looking for files',
  describe: 'Reading and describing',
}
