/** The stages of a task on a scene, for people. */
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
