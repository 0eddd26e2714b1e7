/** How far a long piece of work has come. `total` 0 = not known. */
export interface Progress {
  readonly stage: string
  readonly done: number
  readonly total: number
}

export type OnProgress = (progress: Progress) => void
