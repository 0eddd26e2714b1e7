import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { OnProgress } from '../../shared/progress.js'
import type { StageName } from '../../shared/stageWords.js'
import { removePartials } from '../system/removePartials.js'
import { writeWhole } from '../system/writeWhole.js'

/** Called with how far a stage is. */
export type StageTick = (done: number, total: number) => void

/** What a stage makes, with its exact form as files: what is read equals what was written. */
export interface Artefact<T> {
  write(folder: string, value: T): Promise<void>
  read(folder: string): Promise<T>
}

/**
 * File with the stages that have written their files, and the seconds each took; it is in the folder while a run is
 * under way.
 */
const DONE_FILE = 'stages.json'
const DoneStages = z.record(z.string(), z.number())

/**
 * The stages of a run in one folder. Each stage writes its result as soon as it has it, so that a run that was killed
 * continues at the stage where it stopped.
 */
export class Stages {
  /** Seconds that each stage took. */
  readonly seconds: Record<string, number>

  /**
   * @param folder an empty folder, or the one of a run that was killed
   * @param now    milliseconds of a clock that does not jump when the computer's clock is set
   */
  constructor(
    private readonly folder: string,
    private readonly progress: OnProgress,
    private readonly now: () => number,
  ) {
    this.seconds = readDone(join(folder, DONE_FILE))
  }

  isDone(stage: StageName): boolean {
    return stage in this.seconds
  }

  /** The result of a stage: read from the folder when the stage is done, else made and written. */
  async make<T>(stage: StageName, artefact: Artefact<T>, work: (tick: StageTick) => T | Promise<T>): Promise<T> {
    if (this.isDone(stage)) return artefact.read(this.folder)
    return this.makeAgain(stage, artefact, work)
  }

  /** The result of a stage that has to be done again in a new Blender. */
  makeAgain<T>(stage: StageName, artefact: Artefact<T>, work: (tick: StageTick) => T | Promise<T>): Promise<T> {
    return this.run(stage, async (tick) => {
      const value = await work(tick)
      await artefact.write(this.folder, value)
      return value
    })
  }

  /**
   * Starts the work of a stage beside what is under way before it, unless the stage is done. A failure shows when the
   * stage takes the result.
   *
   * @param work as of the stage; what it ticks before the stage begins is ticked once it does
   * @returns    work of the stage: takes the result
   */
  ahead<T>(stage: StageName, work: (tick: StageTick) => Promise<T>): (tick: StageTick) => Promise<T> {
    let latest: Parameters<StageTick> | undefined
    let tell: StageTick | undefined
    const started = this.isDone(stage)
      ? undefined
      : work((...ticked) => {
          if (tell) tell(...ticked)
          else latest = ticked
        })
    started?.catch(() => undefined)
    return (tick) => {
      tell = tick
      if (latest) tick(...latest)
      return started ?? work(tick)
    }
  }

  /** Runs a stage that leaves no files, or that has to be done again in a new Blender. */
  async run<T>(stage: StageName, work: (tick: StageTick) => T | Promise<T>): Promise<T> {
    const start = this.now()
    const tick = (done: number, total: number) => this.progress({ stage, done, total })
    tick(0, 0)
    const result = await work(tick)
    this.seconds[stage] = Math.round(this.now() - start) / 1000
    await writeWhole(join(this.folder, DONE_FILE), JSON.stringify(this.seconds))
    return result
  }

  /** Completes the run: only its results are left in the folder. */
  async close(): Promise<void> {
    removePartials(this.folder)
    await rm(join(this.folder, DONE_FILE), { force: true })
  }
}

/** The stages that are done. If the list can not be read, every stage is done again. */
function readDone(path: string): Record<string, number> {
  try {
    return DoneStages.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return {}
  }
}
