/**
 * The commands, each with a sentence that says what it does. main.ts loads the file of a command when it is called.
 */
export const SUMMARIES = {
  run: 'Run the whole experiment through real Blender: shapes, histograms, training, groups, picture, colors',
  scene:
    'Group the objects of a .blend by how alike they are, sort the rest of them like what is sorted, or find duplicates',
  generate: 'Make shapes in Blender and write them as files',
  describe: 'Describe mesh files by numbers: one row a mesh',
  train: 'Train a network on a table of histograms and judge it',
  embed: "Place shapes in a checkpoint's space",
  cluster: 'Group the shapes of a table: so many groups, or as alike as asked',
  similar: 'Find the shapes of a table that are most like a mesh or one of its own',
  duplicates: 'Find files that hold the same shape: moved, turned, scaled, mirrored, or with other triangles',
  sort: 'Give the shapes that have no class yet the class of the most similar one',
  library: 'Keep what mesh files hold, and ask: what is like this, what is there twice, what families are there',
  evaluate: 'Judge by their classes how shapes are compared: retrieval figures, curves, confusions',
  variety: 'Tell how varied a set of shapes is, and draw more where it is thin',
  pretrain: 'Make a checkpoint for any mesh from folders of labelled meshes',
  start: 'Start the server, make the experiment of `run` in it, which its page shows as it is made, and keep serving',
  worker: 'Take part in work that others share through a Redis: describe meshes, and look at them, until Ctrl-C',
  serve: 'Start the server and keep serving until Ctrl-C',
  doctor: 'Tell what is installed, what works and what to do',
} as const

export type CommandName = keyof typeof SUMMARIES
