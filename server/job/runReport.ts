import type { RunRequest } from '../../shared/schema/runRequest.js'
import type { Finding } from '../embedding/checkHealth.js'

/** How well shapes of one class lie together: accuracy by nearest class center, ARI of groups against classes, MAP@R. */
export interface Scores {
  readonly accuracy: number
  readonly ari: number
  readonly map: number
}

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
  /** Objects colored in the scene. */
  readonly colored: number
  /** On the test shapes: learned, and the raw histograms beside it. */
  readonly test: Scores
  readonly baseline: Scores
  /** Reasons not to trust the groups; none found = empty. */
  readonly health: readonly Finding[]
}
