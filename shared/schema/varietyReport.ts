import { z } from 'zod'

const percent = z.number().min(0).max(100)

/** How different the shapes of a set are from each other. Likeness is in percent, as everywhere. */
export const VarietyReport = z
  .object({
    shapes: z.int(),
    directions: z.number().meta({
      description:
        'Effective rank: how many directions of the space the shapes use, of `dimension` (Roy, Vetterli 2007)',
    }),
    dimension: z.int(),
    nearest: z
      .object({ low: percent, median: percent, high: percent })
      .meta({ description: 'Likeness of a shape to the one nearest to it: 5th percentile, median, 95th' }),
    distinct: z
      .array(z.object({ percent, shapes: z.int() }))
      .meta({ description: 'How many shapes are left when one of any two that are at least so alike is left out' }),
    covered: percent.meta({
      description:
        'Share of every second shape that is at least 90 % like one of the others: how much of what can be drawn is there',
    }),
    duplicates: z
      .object({ percent, shapes: z.int(), pairs: z.array(z.object({ a: z.string(), b: z.string(), percent })) })
      .meta({ description: 'Shapes with another one at least so alike; of the pairs the 50 most alike' }),
    thin: z.array(z.object({ id: z.string(), class: z.string(), percent })).meta({
      description: 'The tenth of the shapes, at most 50, whose fifth nearest is least like them, and how alike it is',
    }),
    classes: z
      .array(z.object({ class: z.string(), shapes: z.int(), percent }))
      .meta({ description: 'Median likeness to the fifth nearest in each class, thinnest first' }),
  })
  .meta({ id: 'VarietyReport' })
export type VarietyReport = z.infer<typeof VarietyReport>
