import { z } from 'zod'
import { choice } from './field.js'

/** Whether a file that holds several shapes is one row or several. */
export const SplitChoice = z.object({
  split: choice({
    of: { none: 'A file is one shape', auto: 'Nodes, objects, groups, solids and items are shapes of their own' },
    default: 'none',
    label: 'Split',
    help: 'of mesh files: auto makes a row of each shape of a file, `file#name`: glTF nodes, OBJ objects or groups, STL solids, 3MF items',
  }),
})
export type SplitChoice = z.infer<typeof SplitChoice>['split']
