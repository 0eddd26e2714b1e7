import type { Comparison } from './benchRecord.js'

/** What a suite is run with. */
export interface BenchOptions {
  /** Also against programs that have to be installed first: into .cache/peers, from PyPI. */
  readonly peers: boolean
  readonly json: boolean
  readonly folders: string[]
  /** Takes down a comparison, in seconds or in `unit`; its name is the same in every run. */
  readonly compare: (what: string, peer: string, ours: number, theirs: number, unit?: Comparison['unit']) => void
}
