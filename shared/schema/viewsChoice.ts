import { z } from 'zod'
import { choice } from './field.js'

/** Whether meshes are also compared by their views, in addition to their geometry. */
export const ViewsChoice = z.object({
  views: choice({
    of: {
      auto: 'Where the checkpoint knows views and the network is installed',
      on: 'Yes, or an error',
      off: 'By geometry alone: six times as fast',
    },
    default: 'auto',
    label: 'Views',
    help: 'of mesh files: compare how they look, too; auto: where the checkpoint knows views and the network is installed',
  }),
})
export type ViewsChoice = z.infer<typeof ViewsChoice>['views']
