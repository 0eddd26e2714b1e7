import { statSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import type { Logger } from 'pino'
import { ShapekinError, toShapekinError } from '../../shared/errors.js'
import type { OnProgress, WorkContext } from '../../shared/progress.js'
import type { SceneRecord, SceneState } from '../../shared/schema/scene.js'
import type { SceneFile } from '../../shared/schema/sceneFiles.js'
import type { SceneReport } from '../../shared/schema/sceneReport.js'
import type { SceneFileRequest, SceneTask } from '../../shared/schema/sceneRequest.js'
import type { BlenderLink } from '../session/blenderLink.js'
import type { BlenderRun } from '../session/blenderRun.js'
import type { BlenderSource } from '../session/borrowBlender.js'
import type { BlenderUse } from '../session/withBlender.js'
import { withReplacedBlender } from '../session/withReplacedBlender.js'
import { progressToBlender } from './progressToBlender.js'
import { isLive } from './isLive.js'
import { newRunId } from './newRunId.js'
import { isStopped, stopped } from './stopped.js'
import type { SceneStore } from './sceneStore.js'
import { sceneWords } from './sceneWords.js'
import { WaitingLine } from './waitingLine.js'
import { MAX_STARTS, type LeftWork, type UnreadableRecord } from './workStore.js'

/** Paths for the colored file and its picture; '' = it is not written. */
export interface SceneOutputs {
  readonly blend: string
  readonly picture: string
}

/** Does a task on a scene, see scenePipeline.ts. */
export type WorkOnScene = (
  request: SceneTask,
  blender: BlenderRun,
  folder: string,
  context: WorkContext & { readonly id: string; readonly outputs: SceneOutputs | undefined },
) => Promise<{ report: SceneReport; files: string[] }>

interface Scene {
  record: SceneRecord
  readonly abort: AbortController
  ended: Promise<SceneRecord>
}

/**
 * All tasks on scenes: see SceneTask. Those on a scene that is open in somebody's Blender start at once, because a
 * person waits for them. Those on files wait for each other, because each starts a Blender.
 */
export class Scenes {
  private readonly scenes = new Map<string, Scene>()
  private readonly unreadable = new Map<string, UnreadableRecord>()
  /** Tasks that a dead process left under way, until they are continued or ended. */
  private left: readonly LeftWork<SceneRecord>[]
  private readonly line = new WaitingLine()
  private readonly listeners = new Set<(record: SceneRecord) => void>()

  constructor(
    private readonly store: SceneStore,
    private readonly source: BlenderSource,
    private readonly workOnScene: WorkOnScene,
    private readonly log: Logger,
    private readonly now: () => number,
  ) {
    const { records, left, unreadable } = store.load()
    this.left = left
    for (const record of records) this.enter(record)
    for (const each of unreadable) {
      this.unreadable.set(each.id, each)
      log.error({ scene: each.id, path: each.path, reason: each.reason }, 'record can not be read')
    }
  }

  /**
   * Takes over the tasks of a server that was killed. Those on files are continued, each at the stage where it
   * stopped, or from the start where the file has changed since. The others are ended, because whoever asked for them
   * is gone or asks again.
   */
  goOn(): void {
    const { left } = this
    this.left = []
    for (const work of left) this.takeUp(work)
  }

  private takeUp(work: LeftWork<SceneRecord>): void {
    const { record } = work
    const { id, file } = record
    try {
      if (!isKeptForNext(record) || work.starts >= MAX_STARTS) throw new ShapekinError('scene.interrupted')
      checkFile(file)
      this.store.takeOver(work)
    } catch (cause) {
      this.enter(record)
      this.fail(id, cause)
      return
    }
    this.log.info({ scene: id, starts: work.starts }, 'scene goes on')
    this.beginFile({ ...record, state: { status: 'queued' } }, this.inStaging(id, record.outputs))
  }

  /**
   * Starts a task on the scene that this Blender has open, and tells the Blender how it ends.
   * @throws ShapekinError `session.busy`, `session.blenderLost`, `output.*`
   */
  start(request: SceneTask, link: BlenderLink): SceneRecord {
    this.source.blenders.lease(link).release() // throws when the Blender can not be used
    const id = newRunId()
    const record = this.open({ id, request, file: '', outputs: null })
    link.send({ type: 'scene_accepted', run_id: id })
    this.begin(record, (signal) => this.work(id, request, { runId: id, signal, given: link }))
    return record
  }

  /**
   * Starts a task on the scene of a file, in a Blender of our own, without changing the file.
   *
   * @param outputs  paths for the colored file and its picture; default: among the task's files, where the request
   *   wants them
   * @throws ShapekinError `input.invalid`, `input.notFound`, `input.unknownFormat` for a path that is refused;
   *   `output.*`
   */
  startFile({ file, outputs: wanted, ...request }: SceneFileRequest, outputs?: SceneOutputs): SceneRecord {
    checkFile(file)
    const id = newRunId()
    const record = this.open({ id, request, file, outputs: outputs ? null : wanted })
    this.beginFile(record, outputs ?? this.inStaging(id, wanted))
    return record
  }

  /** Newest first. */
  list(): SceneRecord[] {
    return [...this.scenes.values()].map(({ record }) => record).sort((a, b) => b.created - a.created)
  }

  /** Whether a task is under way or waits for its turn. */
  get isBusy(): boolean {
    return [...this.scenes.values()].some(({ record }) => isLive(record.state))
  }

  /** @throws ShapekinError `scene.unknown`, `scene.recordUnreadable` */
  get(id: string): SceneRecord {
    return this.find(id).record
  }

  has(id: string): boolean {
    return this.scenes.has(id)
  }

  /** Cancels a task that has not ended; an ended one stays as it is. @throws ShapekinError `scene.unknown` */
  cancel(id: string): SceneRecord {
    const { record, abort } = this.find(id)
    if (isLive(record.state)) abort.abort(new ShapekinError('cancelled'))
    if (record.state.status === 'queued') this.end(id, { status: 'cancelled' })
    return this.get(id)
  }

  /** Folder of a task's files and their names; empty until it is done. @throws ShapekinError `scene.unknown` */
  filesOf(id: string): { folder: string; names: readonly string[] } {
    const { state } = this.get(id)
    return { folder: this.store.files(id), names: state.status === 'done' ? state.files : [] }
  }

  /** Path of a file for facts about a task that are not results. @throws ShapekinError `scene.unknown` */
  noteOf(id: string, name: string): string {
    return this.store.note(this.get(id).id, name)
  }

  /** The record once the task has ended. */
  ended(id: string): Promise<SceneRecord> {
    return this.find(id).ended
  }

  onChange(listener: (record: SceneRecord) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /**
   * Stops all work and waits until it has stopped. Tasks on files are left to the next server, which continues them.
   * Tasks of an open Blender or of a command are cancelled, because whoever asked will not know the next server.
   */
  async close(): Promise<void> {
    for (const [id, { record, abort }] of this.scenes) {
      if (!isKeptForNext(record)) this.cancel(id)
      else if (isLive(record.state)) abort.abort(stopped())
    }
    await Promise.all([...this.scenes.values()].map(({ ended }) => ended))
  }

  /** Makes a record, and writes it before anybody hears of it. */
  private open(asked: Pick<SceneRecord, 'id' | 'request' | 'file' | 'outputs'>): SceneRecord {
    const record: SceneRecord = { ...asked, created: this.now(), state: { status: 'queued' } }
    this.store.save(record)
    return record
  }

  private beginFile(record: SceneRecord, outputs: SceneOutputs): void {
    const { id, request, file } = record
    this.begin(record, (signal) =>
      this.line.run(signal, () => this.work(id, request, { runId: id, signal, file }, outputs)),
    )
  }

  /** Outputs that are written among the files of the task. */
  private inStaging(id: string, wanted: readonly SceneFile[]): SceneOutputs {
    const pathOf = (name: SceneFile) => (wanted.includes(name) ? join(this.store.staging(id), name) : '')
    return { blend: pathOf('scene.blend'), picture: pathOf('scene.png') }
  }

  private begin(record: SceneRecord, work: (signal: AbortSignal) => Promise<void>): void {
    const scene = this.enter(record)
    scene.ended = work(scene.abort.signal)
      .catch((cause: unknown) => this.fail(record.id, cause))
      .then(() => this.get(record.id))
  }

  private enter(record: SceneRecord): Scene {
    const scene: Scene = { record, abort: new AbortController(), ended: Promise.resolve(record) }
    this.scenes.set(record.id, scene)
    return scene
  }

  /**
   * Does all of a task's work. A Blender of ours that dies is replaced, and the task continues at the stage
   * where it stopped.
   */
  private async work(id: string, request: SceneTask, use: BlenderUse, outputs?: SceneOutputs): Promise<void> {
    const tellStart = () => this.set(id, { status: 'running', stage: 'blender', done: 0, total: 0 })
    tellStart()
    await withReplacedBlender(
      this.source,
      use,
      async (blender, signal) => {
        if (use.file !== undefined) blender.acceptScene()
        const staging = this.openStaging(this.get(id))
        const context = { id, progress: this.progressTo(id, blender), signal, outputs }
        const { report, files } = await this.workOnScene(request, blender, staging, context)
        signal.throwIfAborted()
        this.store.publish(id)
        const state: SceneState = { status: 'done', report, files }
        this.store.save({ ...this.get(id), state })
        this.set(id, state)
        this.log.info({ scene: id, ...this.wordsOf(id) }, 'scene done')
        return { files, ...sceneWords(report) }
      },
      ({ code, message }, blenders) => {
        this.log.warn({ scene: id, code, error: message, blenders }, 'scene goes on in another Blender')
        tellStart()
      },
    )
  }

  /**
   * Opens the folder for a task's files. It keeps what was made before, unless the scene's file has changed since
   * the request.
   * @throws ShapekinError `output.*`
   */
  private openStaging({ id, file, created }: SceneRecord): string {
    if (file !== '' && statSync(file).mtimeMs > created) this.store.discardFiles(id)
    return this.store.openStaging(id)
  }

  /** Ends a task as failed or cancelled, even where the home can not be written any more. */
  private fail(id: string, cause: unknown): SceneRecord {
    if (isStopped(this.find(id).abort.signal.reason) && isLive(this.get(id).state)) return this.leave(id)
    const { code, message } = toShapekinError(cause)
    const stack = cause instanceof Error ? cause.stack : undefined
    this.log.warn({ scene: id, ...this.wordsOf(id), code, error: message, stack }, 'scene ended')
    this.end(id, code === 'cancelled' ? { status: 'cancelled' } : { status: 'failed', error: { code, message } })
    return this.get(id)
  }

  /**
   * Leaves a task to the next server, with what was made so far. Never throws: a record that can not be written
   * says that the work is under way, too.
   */
  private leave(id: string): SceneRecord {
    const record: SceneRecord = { ...this.get(id), state: { status: 'queued' } }
    try {
      this.store.leave(record)
    } catch (cause) {
      this.log.error({ scene: id, error: toShapekinError(cause).message }, 'record not written')
    }
    this.log.info({ scene: id, ...this.wordsOf(id) }, 'scene is left to the next server')
    this.set(id, record.state)
    return record
  }

  /** For the log. */
  private wordsOf(id: string): { task: string; file: string; seconds: number } {
    const { request, file, created } = this.get(id)
    return { task: request.task, file, seconds: (this.now() - created) / 1000 }
  }

  private end(id: string, state: SceneState): void {
    if (!isLive(this.get(id).state)) return
    try {
      this.store.discardFiles(id)
      this.store.save({ ...this.get(id), state })
    } catch (cause) {
      this.log.error({ scene: id, error: toShapekinError(cause).message }, 'record not written')
    }
    this.set(id, state)
  }

  private find(id: string): Scene {
    const scene = this.scenes.get(id)
    if (scene) return scene
    const unreadable = this.unreadable.get(id)
    throw unreadable
      ? new ShapekinError('scene.recordUnreadable', { ...unreadable })
      : new ShapekinError('scene.unknown', { id })
  }

  private set(id: string, state: SceneState): void {
    const scene = this.find(id)
    if (!isLive(scene.record.state)) return // a late event of something that was under way when the task ended
    scene.record = { ...scene.record, state }
    for (const listener of this.listeners) listener(scene.record)
  }

  private progressTo(id: string, blender: BlenderRun): OnProgress {
    const tell = progressToBlender(blender, this.now)
    return (progress) => {
      const { stage, done, total } = progress
      this.set(id, { status: 'running', stage, done, total })
      tell(progress)
    }
  }
}

/** Whether the next server continues it: it is about a file, and whoever asked looks it up by its id. */
const isKeptForNext = (record: SceneRecord): record is SceneRecord & { outputs: SceneFile[] } =>
  record.file !== '' && record.outputs !== null

/**
 * Only an existing .blend is opened of a path from outside. The path must be absolute, because a relative one would
 * depend on where the server runs.
 */
function checkFile(path: string): void {
  if (!isAbsolute(path))
    throw new ShapekinError('input.invalid', { field: 'file', problem: 'an absolute path is expected' })
  if (!path.toLowerCase().endsWith('.blend'))
    throw new ShapekinError('input.unknownFormat', { path, formats: '.blend' })
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new ShapekinError('input.notFound', { path })
}
