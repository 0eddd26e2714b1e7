import { z } from 'zod'

/** The result of `POST /api/runs/ID/apply`. */
export const AppliedRun = z
  .object({
    blenders: z.int().meta({ description: 'Windows that have shapes of the run in their open file' }),
    colored: z.int().meta({ description: 'Shapes that have the color of their group now' }),
  })
  .meta({ id: 'AppliedRun' })
