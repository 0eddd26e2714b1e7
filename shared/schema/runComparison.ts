import { z } from 'zod'
import { RunId } from './run.js'

const figure = z.number().nullable()

/** The comparison of two finished runs. */
export const RunComparison = z
  .object({
    runs: z.tuple([RunId, RunId]),
    differing: z.array(z.string()).meta({ description: 'What was asked for differently: names of RunRequest' }),
    figures: z
      .array(
        z.object({
          of: z.enum(['test', 'baseline']).meta({ description: 'The trained network, or the raw numbers' }),
          name: z.string().meta({ description: 'As in Evaluation' }),
          values: z.tuple([figure, figure]).meta({ description: 'Null where there was nothing to judge by' }),
        }),
      )
      .meta({ description: 'Of both, on the test shapes of each' }),
    groups: z
      .object({
        shapes: z.int().meta({ description: 'That both have in a group' }),
        ari: z.number().meta({ description: 'Adjusted Rand index: 1 = equal groups, 0 = as much as by chance' }),
        counts: z.array(z.array(z.int())).meta({ description: 'counts[group of the first][group of the second]' }),
      })
      .nullable()
      .meta({ description: 'How far the groups agree; null = the runs have other shapes, or no shape in common' }),
  })
  .meta({ id: 'RunComparison' })
export type RunComparison = z.infer<typeof RunComparison>
