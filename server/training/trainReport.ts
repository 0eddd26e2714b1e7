import type { Evaluation } from '../metrics/evaluate.js'
import type { Finding } from '../health/finding.js'
import type { Backend } from '../../shared/schema/trainOptions.js'

/** What a training did and what came of it: `report.json` of `shapekin train`. */
export interface TrainReport {
  readonly backend: Backend
  /** Why the backends before it were passed over. */
  readonly passedOver: readonly string[]
  readonly epochs: number
  readonly bestEpoch: number
  /** Of training alone, without loading TensorFlow.js. */
  readonly seconds: number
  readonly seed: number
  readonly groups: number
  readonly valid: Evaluation
  /** Only with a test table. */
  readonly test?: Evaluation
  /** The same figures on the raw histograms of the test table, or of the validation table without one. */
  readonly baseline: Evaluation
  /** Reasons not to trust the network, found on the test table, or on the validation table without one. */
  readonly health: readonly Finding[]
  readonly versions: Readonly<Record<string, string>>
}
