/**
 * The stages of a run that take their time, in order, for people. What is not named here is over in a moment, or belongs to
 * the stage before it.
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
