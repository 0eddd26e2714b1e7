import type { RunRequest } from '../../shared/schema/runRequest.js'
import type { Finding } from '../health/finding.js'
import type { Evaluation } from '../metrics/evaluate.js'

/** `report.json`: the whole record of a run. */
export interface RunReport extends RunRequest {
  /** Version of Blender. */
  readonly blender: string
  /** TensorFlow.js backend that trained: `tensorflow`, `wasm` or `cpu`. */
  readonly backend: string
  readonly versions: Readonly<Record<string, string>>
  /** Seconds of each stage. */
  readonly stages: Readonly<Record<string, number>>
  readonly refused: readonly { id: string; reason: string }[]
  /** Objects colored in the scene: none when `health` has a reason to stop and `colors` is `checked`. */
  readonly colored: number
  /** On the test shapes: learned, and the raw histograms beside it. */
  readonly test: Evaluation
  readonly baseline: Evaluation
  /** Reasons not to trust the groups; none found = empty. */
  readonly health: readonly Finding[]
}
