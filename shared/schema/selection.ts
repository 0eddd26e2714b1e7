import { z } from 'zod'
import { Selection } from './messages.js'

/** Body of `PUT /api/selection`. */
export const SelectObjects = z.strictObject({ objects: Selection })

/** The selection in the scene that a Blender has open. */
export const SelectionView = z
  .object({
    blenders: z.int().meta({ description: 'Windows that are connected: without one nothing is selected' }),
    objects: z.array(z.string()).meta({ description: 'Ids of the selected objects, as they were told last' }),
  })
  .meta({ id: 'Selection' })
export type SelectionView = z.infer<typeof SelectionView>
