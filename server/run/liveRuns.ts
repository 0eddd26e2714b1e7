import type { EpochFigures, LiveEvent, LiveRun, RunProgress, SeenShape } from '../../shared/schema/liveEvent.js'
import type { RunRecord } from '../../shared/schema/run.js'
import { secondsLeft } from './secondsLeft.js'

/** Milliseconds between two events of a run: often enough to look alive, and few events even for 20,000 shapes. */
const TELL_INTERVAL_MS = 200

interface Followed extends LiveRun {
  progress: RunProgress
  stages: { name: string; seconds: number }[]
  epochs: EpochFigures[]
  rawAccuracy: number | null
  shapes: SeenShape[]
  /** Numbers of the shapes that are known. */
  known: Set<number>
  stageStarted: number
  told: number
  /** The first shape and the first epoch that no event has reported yet. */
  untold: { shape: number; epoch: number }
}

/**
 * Collects what happens in the runs of this server, for clients that come later, and reports it to those that follow.
 */
export class LiveRuns {
  private readonly runs = new Map<string, Followed>()

  /** @param now milliseconds of a clock that does not jump when the computer's clock is set */
  constructor(
    private readonly tell: (event: LiveEvent) => void,
    private readonly now: () => number,
  ) {}

  /** What is known of a run of this server; undefined for a run of an earlier one. */
  get(id: string): LiveRun | undefined {
    const run = this.runs.get(id)
    if (run === undefined) return undefined
    const { progress, stages, epochs, rawAccuracy, shapes } = run
    return { progress, stages, epochs, rawAccuracy, shapes }
  }

  /** Called when a run has begun, moved on or ended. */
  change({ id, state }: RunRecord): void {
    const run = this.follow(id)
    const before = run.progress
    const now = this.now()
    const counts =
      state.status === 'running'
        ? { stage: state.stage, done: state.done, total: state.total }
        : { stage: state.status, done: 0, total: 0 }
    if (counts.stage !== before.stage) {
      if (before.status === 'running') run.stages.push({ name: before.stage, seconds: (now - run.stageStarted) / 1000 })
      run.stageStarted = now
    }
    run.progress = {
      ...{ id, status: state.status, ...counts },
      secondsLeft: secondsLeft(counts, now - run.stageStarted),
    }
    const isNews = counts.stage !== before.stage || (counts.done === counts.total && counts.total > 0)
    if (isNews || now - run.told >= TELL_INTERVAL_MS) this.tellAll(run, now)
  }

  /**
   * Adds a shape. A shape that is known already is ignored: a Blender that replaces another builds all shapes again.
   */
  addShape(id: string, shape: SeenShape): void {
    const { shapes, known } = this.follow(id)
    if (known.has(shape.index)) return
    known.add(shape.index)
    shapes.push(shape)
  }

  /**
   * Adds epochs. Epochs that are known already are ignored: a training whose process was killed is done again, with
   * the same figures.
   * @param rawAccuracy validation accuracy of the raw numbers, for comparison
   */
  addEpochs(id: string, epochs: readonly EpochFigures[], rawAccuracy: number | null): void {
    const run = this.follow(id)
    const last = run.epochs.at(-1)?.epoch ?? 0
    run.epochs.push(...epochs.filter(({ epoch }) => epoch > last))
    run.rawAccuracy = rawAccuracy
  }

  remove(id: string): void {
    this.runs.delete(id)
    this.tell({ type: 'removed', run: id })
  }

  private tellAll(run: Followed, now: number): void {
    const { progress, untold } = run
    const shapes = run.shapes.slice(untold.shape)
    const epochs = run.epochs.slice(untold.epoch)
    run.untold = { shape: run.shapes.length, epoch: run.epochs.length }
    run.told = now
    if (shapes.length > 0) this.tell({ type: 'shapes', run: progress.id, shapes })
    if (epochs.length > 0) this.tell({ type: 'epochs', run: progress.id, epochs, rawAccuracy: run.rawAccuracy })
    this.tell({ type: 'run', run: progress })
  }

  private follow(id: string): Followed {
    const known = this.runs.get(id)
    if (known) return known
    const run: Followed = {
      progress: { id, status: 'queued', stage: '', done: 0, total: 0, secondsLeft: null },
      stages: [],
      epochs: [],
      rawAccuracy: null,
      shapes: [],
      known: new Set(),
      stageStarted: 0,
      told: -Infinity,
      untold: { shape: 0, epoch: 0 },
    }
    this.runs.set(id, run)
    return run
  }
}
