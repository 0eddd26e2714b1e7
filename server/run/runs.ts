import { isDeepStrictEqual } from 'node:util'
import type { Logger } from 'pino'
import { ShapekinError, toShapekinError } from '../../shared/errors.js'
import type { OnProgress, WorkContext } from '../../shared/progress.js'
import type { RunRecord } from '../../shared/schema/run.js'
import type { RunReport } from '../../shared/schema/runReport.js'
import type { RunRequest } from '../../shared/schema/runRequest.js'
import { readChoice } from '../recipe/recipeChoice.js'
import type { BlenderLink } from '../session/blenderLink.js'
import type { BlenderRun } from '../session/blenderRun.js'
import type { BlenderSource } from '../session/borrowBlender.js'
import { withReplacedBlender } from '../session/withReplacedBlender.js'
import { progressToBlender } from './progressToBlender.js'
import { newRunId } from './newRunId.js'
import { isLive } from './isLive.js'
import { advance, type EndedState, type RunEvent } from './runState.js'
import type { RunStore } from './runStore.js'
import { isStopped, stopped } from './stopped.js'
import { notesOf, summarizeRun } from './summarizeRun.js'
import { WaitingLine } from './waitingLine.js'
import { MAX_STARTS, type LeftWork, type UnreadableRecord } from './workStore.js'

/** What the runs need from outside; main.ts passes it in. */
export interface RunDoors {
  readonly source: BlenderSource
  /** Makes an experiment, see pipeline.ts. */
  runExperiment(
    request: RunRequest,
    blender: BlenderRun,
    folder: string,
    context: WorkContext & { readonly id: string },
  ): Promise<{ report: RunReport; files: string[] }>
}

interface KnownRun {
  record: RunRecord
  /** The Blender that asked for the run. */
  readonly link?: BlenderLink | undefined
  readonly abort: AbortController
  readonly ended: Promise<RunRecord>
}

/** All runs. One is under way at a time, because each uses all cores; the others wait in order. */
export class Runs {
  private readonly runs = new Map<string, KnownRun>()
  private readonly unreadable = new Map<string, UnreadableRecord>()
  private readonly line = new WaitingLine()
  private readonly unsaved = new Set<string>()
  /** Runs that a dead process left under way, until they are continued or ended. */
  private left: readonly LeftWork<RunRecord>[]
  private readonly listeners = new Set<(record: RunRecord) => void>()

  constructor(
    private readonly store: RunStore,
    private readonly doors: RunDoors,
    private readonly log: Logger,
    private readonly now: () => number,
  ) {
    const { records, left, unreadable } = store.load()
    this.left = left
    for (const record of records)
      this.runs.set(record.id, { record, abort: new AbortController(), ended: Promise.resolve(record) })
    for (const run of unreadable) {
      this.unreadable.set(run.id, run)
      log.error({ run: run.id, path: run.path, reason: run.reason }, 'record can not be read')
    }
  }

  /**
   * Queues a run. With `link` it uses that Blender and appears in its scene.
   * @throws ShapekinError `run.tooManyGroups`, `input.invalid` as readChoice, `output.diskFull`, `output.notWritable`
   */
  start(request: RunRequest, link?: BlenderLink): RunRecord {
    const { groups, count } = request
    if (groups > count) throw new ShapekinError('run.tooManyGroups', { groups, shapes: count })
    if (readChoice(request).bases.length < 2)
      throw new ShapekinError('input.invalid', { field: 'bases', problem: 'two at least: a kind is told from another' })
    const door = link ? 'blender' : 'rest'
    const record: RunRecord = { id: newRunId(), created: this.now(), door, request, state: { status: 'queued' } }
    this.store.save(record)
    this.saveAgain()
    this.queue(record, link)
    link?.send({ type: 'run_accepted', run_id: record.id, request })
    return record
  }

  /** Continues the runs of a server that was killed, each at the stage where it stopped. */
  goOn(): void {
    const { left } = this
    this.left = []
    for (const run of left) this.takeUp(run)
  }

  /** The newest finished run with this request, whoever asked for it; the same request gives the same bytes. */
  findDone(request: RunRequest): RunRecord | undefined {
    return this.list().find((run) => run.state.status === 'done' && isDeepStrictEqual(run.request, request))
  }

  /**
   * The run for a request: one that is under way, or was killed and is continued, else a new one.
   * @throws as `start`
   */
  startOrGoOn(request: RunRequest): RunRecord {
    const isAsked = (run: RunRecord) => run.door === 'rest' && isDeepStrictEqual(run.request, request)
    const live = this.list().find((run) => isLive(run.state) && isAsked(run))
    if (live !== undefined) return live
    const run = this.left.find(({ record }) => isAsked(record))
    if (run === undefined) return this.start(request)
    this.left = this.left.filter((other) => other !== run)
    return this.takeUp(run)
  }

  list(): RunRecord[] {
    return [...this.runs.values()].map(({ record }) => record).sort((a, b) => b.created - a.created)
  }

  /** Whether a run is under way or waits for its turn. */
  get isBusy(): boolean {
    return [...this.runs.values()].some(({ record }) => isLive(record.state))
  }

  has(id: string): boolean {
    return this.runs.has(id)
  }

  /** @throws ShapekinError `run.unknown`, `run.unreadable` */
  get(id: string): RunRecord {
    return this.find(id).record
  }

  /**
   * Folder of a run's files and their names, with `/` inside the names; empty until the run is done.
   * @throws ShapekinError `run.unknown`
   */
  filesOf(id: string): { folder: string; names: readonly string[] } {
    const { state } = this.get(id)
    return { folder: this.store.files(id), names: state.status === 'done' ? state.files : [] }
  }

  /**
   * Cancels a run that has not ended; an ended run stays as it is. A run under way counts as ended when its work has
   * stopped.
   */
  cancel(id: string): RunRecord {
    const { record, abort } = this.find(id)
    if (isLive(record.state)) abort.abort(new ShapekinError('cancelled'))
    if (record.state.status === 'queued') this.fail(id, abort.signal.reason)
    return this.get(id)
  }

  /** The record once the run has ended. */
  ended(id: string): Promise<RunRecord> {
    return this.find(id).ended
  }

  /**
   * Removes a run that has ended, with everything it made.
   * @throws ShapekinError `run.unknown`, `run.live`, `output.notWritable`
   */
  remove(id: string): void {
    const { record } = this.find(id)
    if (isLive(record.state)) throw new ShapekinError('run.live', { id })
    this.store.remove(id)
    this.runs.delete(id)
    this.unsaved.delete(id)
  }

  /**
   * Path of a file beside a run's own, for facts about it that are not results.
   * @throws ShapekinError `run.unknown`
   */
  noteOf(id: string, name: string): string {
    return this.store.note(this.get(id).id, name)
  }

  onChange(listener: (record: RunRecord) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /**
   * Stops all work and waits until it has stopped. Runs that have not ended are left to the next server, which
   * continues them. A run of somebody's Blender is cancelled, because that Blender will not know the next server.
   */
  async close(): Promise<void> {
    for (const [id, { record, link, abort }] of this.runs) {
      if (link) this.cancel(id)
      else if (isLive(record.state)) abort.abort(stopped())
    }
    for (const { ended } of this.runs.values()) await ended
    this.saveAgain()
  }

  private find(id: string): KnownRun {
    const run = this.runs.get(id)
    if (run) return run
    const unreadable = this.unreadable.get(id)
    throw unreadable ? new ShapekinError('run.unreadable', { ...unreadable }) : new ShapekinError('run.unknown', { id })
  }

  private takeUp(run: LeftWork<RunRecord>): RunRecord {
    const { door, id } = run.record
    const record: RunRecord = { ...run.record, state: { status: 'queued' } }
    this.queue(record, undefined, () => {
      if (door === 'blender') throw new ShapekinError('run.windowGone')
      if (run.starts >= MAX_STARTS) throw new ShapekinError('run.interrupted', { times: run.starts })
      this.store.takeOver(run)
      this.log.info({ run: id, starts: run.starts }, 'run goes on')
    })
    return record
  }

  /** @param prepare called first; if it throws, the run fails with its error */
  private queue(record: RunRecord, link?: BlenderLink, prepare?: () => void): void {
    const abort = new AbortController()
    const ended = this.pass(record, abort.signal, link, prepare)
    const run = { record, link, abort, ended }
    this.runs.set(record.id, run)
    this.show(run, record)
  }

  /** Waits for the run's turn, and works on it until its end. Never rejects: the record holds the outcome. */
  private async pass(
    { id, request }: RunRecord,
    signal: AbortSignal,
    link?: BlenderLink,
    prepare?: () => void,
  ): Promise<RunRecord> {
    const unwant = link?.want()
    try {
      await Promise.resolve() // the record must be in the list first
      prepare?.()
      await this.line.run(signal, () => this.work(id, request, signal, link))
    } catch (cause) {
      this.fail(id, cause)
    } finally {
      unwant?.()
    }
    return this.get(id)
  }

  /**
   * Does all of a run's work. A Blender of ours that dies is replaced, and the run continues at the stage where it
   * stopped.
   */
  private async work(id: string, request: RunRequest, signal: AbortSignal, link?: BlenderLink): Promise<void> {
    const tellStart = () => this.happen(id, { type: 'progress', stage: 'blender', done: 0, total: 0, time: this.now() })
    tellStart()
    await withReplacedBlender(
      this.doors.source,
      { runId: id, signal, given: link },
      async (blender, alive) => {
        const context = { id, progress: this.progressTo(id, blender), signal: alive }
        const folder = this.store.openStaging(id)
        const { report, files } = await this.doors.runExperiment(request, blender, folder, context)
        alive.throwIfAborted()
        this.store.publish(id)
        this.happen(id, { type: 'ended', state: { status: 'done', report, files } })
        return { summary: summarizeRun(report), files, notes: notesOf(report) }
      },
      ({ code, message }, blenders) => {
        this.log.warn({ run: id, code, error: message, blenders }, 'run goes on in another Blender')
        tellStart()
      },
    )
  }

  /**
   * Applies an event.
   * @throws ShapekinError `output.diskFull`, `output.notWritable`; the run then stays in its state
   */
  private happen(id: string, event: RunEvent): void {
    const run = this.find(id)
    const { state } = run.record
    if (!isLive(state)) return // a late event of something that was under way when the run ended
    const record = { ...run.record, state: advance(state, event) }
    if (record.state.status !== state.status) this.store.save(record)
    this.show(run, record)
    if (!isLive(record.state))
      this.log.info({ run: id, ...record.request, seconds: this.secondsOf(record) }, 'run done')
  }

  /** Seconds since the run was asked for, including the wait. */
  private secondsOf({ created }: RunRecord): number {
    return (this.now() - created) / 1000
  }

  private show(run: KnownRun, record: RunRecord): void {
    run.record = record
    for (const listener of this.listeners) listener(record)
  }

  /**
   * Leaves a run to the next server, with what was made so far. Never throws: a record that can not be written says
   * that the run is under way, too.
   */
  private leave(run: KnownRun): void {
    const record: RunRecord = { ...run.record, state: { status: 'queued' } }
    try {
      this.store.leave(record)
    } catch (cause) {
      this.log.error({ run: record.id, error: toShapekinError(cause).message }, 'record not written')
    }
    this.log.info({ run: record.id }, 'run is left to the next server')
    this.show(run, record)
  }

  /** Ends a run as failed or cancelled, even where the home can not be written any more. Never throws. */
  private fail(id: string, cause: unknown): void {
    const run = this.find(id)
    const { record, link, abort } = run
    if (!isLive(record.state)) return
    if (isStopped(abort.signal.reason)) return this.leave(run)
    const { code, message } = abort.signal.aborted ? new ShapekinError('cancelled') : toShapekinError(cause)
    const stack = cause instanceof Error ? cause.stack : undefined
    this.log.error(
      { run: id, ...record.request, seconds: this.secondsOf(record), code, error: message, stack },
      'run ended',
    )
    // A Blender whose run never had its turn learns of the failure only here.
    if (record.state.status === 'queued') link?.send({ type: 'run_failed', run_id: id, code, message })
    const state: EndedState =
      code === 'cancelled' ? { status: 'cancelled' } : { status: 'failed', error: { code, message } }
    this.show(run, { ...record, state: advance(record.state, { type: 'ended', state }) })
    this.unsaved.add(id)
    this.saveAgain()
  }

  /**
   * Writes the records of failed runs as soon as that is possible; until then the disk says that they are under way.
   */
  private saveAgain(): void {
    for (const id of this.unsaved)
      try {
        this.store.discardFiles(id)
        this.store.save(this.get(id))
        this.unsaved.delete(id)
      } catch (cause) {
        this.log.error({ run: id, error: toShapekinError(cause).message }, 'record not written')
      }
  }

  private progressTo(id: string, blender: BlenderRun): OnProgress {
    const tell = progressToBlender(blender, this.now)
    return (progress) => {
      const { stage, done, total } = progress
      this.happen(id, { type: 'progress', stage, done, total, time: this.now() })
      if (isLive(this.get(id).state)) tell(progress)
    }
  }
}
