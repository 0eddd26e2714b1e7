import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { ShapekinError, toShapekinError } from '../../shared/errors.js'
import type { OnProgress, WorkContext } from '../../shared/progress.js'
import type { SceneRequest } from '../../shared/schema/sceneRequest.js'
import type { BlenderLink } from '../session/blenderLink.js'
import type { BlenderRun } from '../session/blenderRun.js'
import { withBlender, type BlenderSource } from '../session/withBlender.js'
import { newRunId } from './run.js'
import type { SceneReport } from './sceneReport.js'

/** The road of a scene: see scenePipeline.ts. */
export type GroupScene = (
  request: SceneRequest,
  blender: BlenderRun,
  folder: string,
  context: WorkContext,
) => Promise<{ report: SceneReport; files: string[] }>

interface Scene {
  readonly abort: AbortController
  readonly ended: Promise<void>
  /** What it made; undefined while it is under way, and when it failed. */
  files: readonly string[] | undefined
}

/**
 * Groupings of the scenes that Blenders have open. They do not queue behind the runs: somebody waits in front of the
 * screen, and what is known of a mesh is not described again.
 */
export class Scenes {
  private readonly scenes = new Map<string, Scene>()

  /** @param folder holds a folder for each grouping */
  constructor(
    private readonly folder: string,
    private readonly source: BlenderSource,
    private readonly groupScene: GroupScene,
    private readonly log: Logger,
  ) {}

  /** Groups the scene of this Blender; how it ends is told to the Blender. @throws ShapekinError `session.busy`, `session.blenderLost` */
  start(request: SceneRequest, link: BlenderLink): string {
    this.source.blenders.lease(link).release() // throws when it can not be had
    const id = newRunId()
    const abort = new AbortController()
    link.send({ type: 'scene_accepted', run_id: id })
    this.scenes.set(id, { abort, files: undefined, ended: this.work(id, request, link, abort.signal) })
    return id
  }

  /** Ends a grouping that is under way. @returns false when the id is none of ours */
  cancel(id: string): boolean {
    const scene = this.scenes.get(id)
    scene?.abort.abort(new ShapekinError('cancelled'))
    return scene !== undefined
  }

  /** @throws ShapekinError `run.unknown` */
  filesOf(id: string): { folder: string; names: readonly string[] } {
    const scene = this.scenes.get(id)
    if (scene === undefined) throw new ShapekinError('run.unknown', { id })
    return { folder: join(this.folder, id), names: scene.files ?? [] }
  }

  async close(): Promise<void> {
    for (const { abort } of this.scenes.values()) abort.abort(new ShapekinError('cancelled'))
    await Promise.all([...this.scenes.values()].map(({ ended }) => ended))
  }

  /** Never rejects: the outcome is told to Blender. */
  private async work(id: string, request: SceneRequest, link: BlenderLink, signal: AbortSignal): Promise<void> {
    const staging = join(this.folder, `${id}.partial`)
    try {
      const { files } = await withBlender(this.source, { runId: id, signal, given: link }, async (blender, alive) => {
        mkdirSync(staging, { recursive: true })
        const progress: OnProgress = ({ stage, done, total }) => blender.sendProgress(stage, done, total, null)
        const { report, files } = await this.groupScene(request, blender, staging, { progress, signal: alive })
        alive.throwIfAborted()
        renameSync(staging, join(this.folder, id))
        return { summary: summaryOf(report), files, notes: report.health.map(({ text }) => text) }
      })
      const scene = this.scenes.get(id)
      if (scene) scene.files = files
    } catch (cause) {
      const error = toShapekinError(cause)
      this.log.warn({ scene: id, code: error.code, error: error.message }, 'grouping ended')
      this.discard(staging)
    }
  }

  /** What a grouping that failed has made. A home that can not be written any more keeps it. */
  private discard(folder: string): void {
    try {
      rmSync(folder, { recursive: true, force: true })
    } catch (cause) {
      this.log.error({ error: toShapekinError(cause).message }, 'folder not removed')
    }
  }
}

const summaryOf = ({ objects, sizes, leftOut }: SceneReport): string =>
  `${counted(objects, 'object')} in ${counted(sizes.length, 'group')}` +
  (leftOut.length > 0 ? `; ${leftOut.length} left out.` : '.')

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
