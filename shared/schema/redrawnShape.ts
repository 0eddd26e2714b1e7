import { z } from 'zod'

/** A shape that was drawn again, because its first meshes were bad. */
export const RedrawnShape = z.object({
  id: z.string(),
  times: z.int().min(1).meta({ description: 'How often it was drawn again' }),
  reason: z.string().meta({ description: 'What was wrong with the last one that was no good' }),
})
export type RedrawnShape = z.infer<typeof RedrawnShape>
