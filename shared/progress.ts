import type { EpochFigures } from './schema/liveEvent.js'

/** How far a long piece of work has come. `total` 0 = not known. */
export interface Progress {
  readonly stage: string
  readonly done: number
  readonly total: number
  /** Of a training: its epochs since the last word of progress. */
  readonly epochs?: readonly EpochFigures[]
}

export type OnProgress = (progress: Progress) => void

/** What long work is given: whom to tell how far it has come, and when to stop. */
export interface WorkContext {
  readonly progress: OnProgress
  /** Aborted by Ctrl-C, a cancel button, the end of the server. */
  readonly signal: AbortSignal
}
