import { FIELDS } from './generated/fields.js'
import { nameOption } from './valueOptions.js'

/** How the meshes lie that a person gives beside a checkpoint. */

/** `--up`, of commands that find out what points up. */
export const upOption = nameOption(
  '--up <axis>',
  'of mesh files: what points up in them, none if unknown; default y; auto finds it out',
  FIELDS.UpChoice.up,
)

/** `--center`, which only checkpoints of chords ask for. */
export const centerOption = nameOption(
  '--center <name>',
  'of mesh files, for a checkpoint of chords',
  FIELDS.DescribeOptions.center,
)
