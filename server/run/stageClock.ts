import type { OnProgress } from '../../shared/progress.js'

/** Tells how far a stage is. */
export type StageTick = (done: number, total: number) => void

/** Times the stages of a run and names them in its progress. */
export class StageClock {
  /** Stage -> seconds. */
  readonly seconds: Record<string, number> = {}

  constructor(
    private readonly progress: OnProgress,
    private readonly now: () => number,
  ) {}

  async time<T>(stage: string, work: (tick: StageTick) => T | Promise<T>): Promise<T> {
    const start = this.now()
    const report = (done: number, total: number) => this.progress({ stage, done, total })
    report(0, 0)
    const result = await work(report)
    this.seconds[stage] = Math.round(this.now() - start) / 1000
    return result
  }
}
