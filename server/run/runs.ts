import type { Logger } from 'pino'
import { ShapekinError, toShapekinError } from '../../shared/errors.js'
import type { Progress } from '../../shared/progress.js'
import type { RunReport } from '../../shared/schema/runReport.js'
import type { RunRequest } from '../../shared/schema/runRequest.js'
import { BlenderRun } from '../session/blenderRun.js'
import type { BlenderLink } from '../session/blenderLink.js'
import type { RunRecord, RunState } from '../../shared/schema/run.js'
import { isEnded, newRunId } from './run.js'
import type { RunStore } from './runStore.js'
import { notesOf, summarizeRun } from './summarizeRun.js'

/** What the runs need from outside; main.ts hands it in. */
export interface RunDoors {
  /** A Blender for a run that came without one; `release` ends it if it was started for this. */
  borrowBlender(signal: AbortSignal): Promise<{ link: BlenderLink; died: Promise<Error>; release(): void }>
  /** The road: see pipeline.ts. */
  runExperiment(
    request: RunRequest,
    blender: BlenderRun,
    folder: string,
    context: { progress(progress: Progress): void; signal: AbortSignal },
  ): Promise<{ report: RunReport; files: string[] }>
}

interface LiveRun {
  record: RunRecord
  readonly abort: AbortController
  readonly ended: Promise<RunRecord>
}

/** Progress to Blender: often enough to look alive, rare enough to cost nothing. Milliseconds. */
const PROGRESS_INTERVAL_MS = 200

/** All runs. One is under way at a time: each uses every core by itself; the others wait in order. */
export class Runs {
  private readonly runs = new Map<string, LiveRun>()
  private tail: Promise<unknown> = Promise.resolve()
  private readonly listeners = new Set<(record: RunRecord) => void>()

  constructor(
    private readonly store: RunStore,
    private readonly doors: RunDoors,
    private readonly log: Logger,
    private readonly now: () => number,
  ) {
    for (const record of store.load())
      this.runs.set(record.id, { record, abort: new AbortController(), ended: Promise.resolve(record) })
  }

  /**
   * Queues a run; with `link` it goes through that Blender and appears in its scene.
   * @throws ShapekinError `run.tooManyGroups`
   */
  start(request: RunRequest, link?: BlenderLink): RunRecord {
    const { groups, count } = request
    if (groups > count) throw new ShapekinError('run.tooManyGroups', { groups, shapes: count })
    const record: RunRecord = {
      id: newRunId(),
      created: this.now(),
      door: link ? 'blender' : 'rest',
      request,
      state: { status: 'queued' },
    }
    this.store.save(record)
    const abort = new AbortController()
    const ended = this.tail.then(() => this.work(record.id, abort.signal, link))
    this.tail = ended
    this.runs.set(record.id, { record, abort, ended })
    link?.send({ type: 'run_accepted', run_id: record.id, request })
    return record
  }

  list(): RunRecord[] {
    return [...this.runs.values()].map(({ record }) => record).sort((a, b) => b.created - a.created)
  }

  /** @throws ShapekinError `run.unknown` */
  get(id: string): RunRecord {
    return this.find(id).record
  }

  /** Folder of a run's files and what is in it, with `/` inside the names: nothing until it is done. @throws ShapekinError `run.unknown` */
  filesOf(id: string): { folder: string; names: readonly string[] } {
    const { state } = this.get(id)
    return { folder: this.store.files(id), names: state.status === 'done' ? state.files : [] }
  }

  /** Cancels a run that has not ended; an ended one stays as it is. */
  cancel(id: string): RunRecord {
    const run = this.find(id)
    if (!isEnded(run.record)) run.abort.abort(new ShapekinError('cancelled'))
    if (run.record.state.status === 'queued') this.set(id, { status: 'cancelled' })
    return run.record
  }

  /** The record once the run has ended. */
  ended(id: string): Promise<RunRecord> {
    return this.find(id).ended
  }

  onChange(listener: (record: RunRecord) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Cancels everything and waits until it has ended. */
  async close(): Promise<void> {
    for (const [id] of this.runs) this.cancel(id)
    await this.tail
  }

  private find(id: string): LiveRun {
    const run = this.runs.get(id)
    if (run === undefined) throw new ShapekinError('run.unknown', { id })
    return run
  }

  private set(id: string, state: RunState): void {
    const run = this.find(id)
    const isTurn = state.status !== run.record.state.status
    run.record = { ...run.record, state }
    if (isTurn) this.store.save(run.record)
    for (const listener of this.listeners) listener(run.record)
  }

  /** Never rejects: the outcome is the record. */
  private async work(id: string, signal: AbortSignal, given?: BlenderLink): Promise<RunRecord> {
    const { request } = this.get(id)
    let blender: BlenderRun | undefined
    let borrowed: Awaited<ReturnType<RunDoors['borrowBlender']>> | undefined
    const progress = this.progressOf(id, () => blender)
    try {
      signal.throwIfAborted()
      progress({ stage: 'blender', done: 0, total: 0 })
      borrowed = given ? undefined : await this.doors.borrowBlender(signal)
      const link = given ?? borrowed?.link
      if (link === undefined) throw new ShapekinError('session.blenderLost', { reason: 'it is not connected' })
      blender = new BlenderRun(link, id, signal)
      void borrowed?.died.then((error) => blender?.abandon(error))
      const { report, files } = await this.doors.runExperiment(request, blender, this.store.openStaging(id), {
        progress,
        signal,
      })
      signal.throwIfAborted()
      this.store.publish(id)
      this.set(id, { status: 'done', report, files })
      blender.end({ summary: summarizeRun(report), files, notes: notesOf(report) })
    } catch (cause) {
      const error = signal.aborted ? new ShapekinError('cancelled') : toShapekinError(cause)
      this.log.error(
        { run: id, code: error.code, error: error.message, stack: cause instanceof Error ? cause.stack : undefined },
        'run ended',
      )
      this.store.discardStaging(id)
      this.set(
        id,
        error.code === 'cancelled'
          ? { status: 'cancelled' }
          : { status: 'failed', error: { code: error.code, message: error.message } },
      )
      if (blender) blender.end({ error })
      else given?.send({ type: 'run_failed', run_id: id, code: error.code, message: error.message })
    } finally {
      borrowed?.release()
    }
    return this.get(id)
  }

  private progressOf(id: string, blender: () => BlenderRun | undefined): (progress: Progress) => void {
    let sent = -Infinity
    return ({ stage, done, total }) => {
      const time = this.now()
      const { state } = this.get(id)
      const stageStarted = state.status === 'running' && state.stage === stage ? state.stageStarted : time
      this.set(id, { status: 'running', stage, done, total, stageStarted })
      if (time - sent < PROGRESS_INTERVAL_MS && done < total) return
      sent = time
      const left = done > 0 && total > 0 ? ((time - stageStarted) / 1000) * ((total - done) / done) : null
      blender()?.sendProgress(stage, done, total, left)
    }
  }
}
