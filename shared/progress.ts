import type { EpochFigures } from './schema/liveEvent.js'

/** How far a long piece of work has come. `total` 0 = not known. */
export interface Progress {
  readonly stage: string
  readonly done: number
  readonly total: number
  /** For a training: its epochs since the last progress. */
  readonly epochs?: readonly EpochFigures[]
}

export type OnProgress = (progress: Progress) => void

/** What long work needs: a function for its progress, and a signal to stop. */
export interface WorkContext {
  readonly progress: OnProgress
  /** Aborted by Ctrl-C, a cancel button, or the end of the server. */
  readonly signal: AbortSignal
}
