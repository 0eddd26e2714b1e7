import { z } from 'zod'
import { Evaluation } from './evaluation.js'
import { Finding } from './finding.js'
import { BACKENDS } from './trainOptions.js'

/** What a training did and what came of it: `report.json` of `shapekin train`. */
export const TrainReport = z.object({
  backend: z.enum(BACKENDS),
  /** Why the backends before it were passed over. */
  passedOver: z.array(z.string()),
  epochs: z.int(),
  bestEpoch: z.int(),
  /** Of training alone, without loading TensorFlow.js. */
  seconds: z.number(),
  seed: z.int(),
  groups: z.int(),
  valid: Evaluation,
  /** Only with a test table. */
  test: Evaluation.optional(),
  /** The same figures on the raw histograms of the test table, or of the validation table without one. */
  baseline: Evaluation,
  /** Reasons not to trust the network, found on the test table, or on the validation table without one. */
  health: z.array(Finding),
  versions: z.record(z.string(), z.string()),
})
export type TrainReport = z.infer<typeof TrainReport>
