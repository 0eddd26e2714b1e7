import { z } from 'zod'
import { RunId } from './run.js'

/** A trained network, with the facts needed to use it. */
export const CheckpointView = z
  .object({
    name: z.string().meta({ description: 'For the addresses below; of one that a run made the id of the run' }),
    run: RunId.nullable().meta({ description: 'The run that made it; null = it comes with Shapekin' }),
    kind: z.enum(['network', 'whitening']).meta({ description: 'Learned step by step, or in closed form' }),
    expects: z.string().meta({ description: 'Which numbers it takes, in words; others mean nothing to it' }),
    inputs: z.int().meta({ description: 'Numbers that it takes' }),
    outputs: z.int().meta({ description: 'Numbers that it gives: a row of length 1, compared by cosine' }),
    views: z.boolean().meta({ description: 'Whether it also knows how to compare how meshes look' }),
    hash: z.string().meta({ description: 'SHA-256 of what decides its numbers' }),
    versions: z.record(z.string(), z.string()).meta({ description: 'What it was made with' }),
    metrics: z.record(z.string(), z.unknown()).meta({ description: 'How it did when it was made' }),
    files: z.array(z.string()).meta({ description: 'Names for `/api/checkpoints/NAME/files/FILE`' }),
  })
  .meta({ id: 'Checkpoint' })
export type CheckpointView = z.infer<typeof CheckpointView>
