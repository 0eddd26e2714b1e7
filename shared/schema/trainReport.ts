import { z } from 'zod'
import { Evaluation } from './evaluation.js'
import { Finding } from './finding.js'
import { BACKENDS } from './trainOptions.js'

/** Facts and figures of a training: `report.json` of `shapekin train`. */
export const TrainReport = z.object({
  backend: z.enum(BACKENDS),
  /** Why the backends before it could not be used. */
  passedOver: z.array(z.string()),
  epochs: z.int(),
  bestEpoch: z.int(),
  /** Seconds of the training alone, without loading TensorFlow.js. */
  seconds: z.number(),
  seed: z.int(),
  groups: z.int(),
  valid: Evaluation,
  /** Only with a test table. */
  test: Evaluation.optional(),
  /** The figures of the raw histograms of the test table, or of the validation table where there is no test table. */
  baseline: Evaluation,
  /**
   * Reasons not to trust the network, found on the test table, or on the validation table where there is no test
   * table.
   */
  health: z.array(Finding),
  versions: z.record(z.string(), z.string()),
})
export type TrainReport = z.infer<typeof TrainReport>
