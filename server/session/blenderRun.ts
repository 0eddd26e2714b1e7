import type { Readable } from 'node:stream'
import { RecordedError, ShapekinError } from '../../shared/errors.js'
import { RECONNECT_MS } from '../../shared/protocol.js'
import {
  type ClientMessage,
  type LeftOutObject,
  type SceneGroups,
  type SceneObject,
  type SceneDuplicates,
  type SceneSimilar,
  type SceneSorting,
  type ServerMessage,
} from '../../shared/schema/messages.js'
import type { Recipe } from '../../shared/schema/recipe.js'
import { SCENE_FILES, type SceneFile } from '../../shared/schema/sceneFiles.js'
import type { SceneTask } from '../../shared/schema/sceneRequest.js'
import type { Frame } from '../../shared/wire/frame.js'
import type { MeshSource, SourcedShape } from '../mesh/meshSource.js'
import { AskedMeshes, type ArrivedShape, type MeshRequest } from './askedMeshes.js'
import type { BlenderLink } from './blenderLink.js'
import { objectId, type SceneListing } from './sceneListing.js'

/** Milliseconds. Saving and rendering 20,000 objects takes a minute on two cores. */
const SCENE_FILES_MS = 300_000
const COLORS_MS = 120_000

type Waiting =
  | { for: 'shapes'; arrived(index: number, shape: ArrivedShape): void; ask(): void }
  | { for: 'objects'; page(page: Extract<ClientMessage, { type: 'scene_objects' }>): void; ask(): void }
  | { for: 'colored'; resolve(colored: Colored): void; ask(): void }
  | { for: 'kept'; resolve(): void; ask(): void }
  | { for: 'saved'; resolve(notes: string[]): void; ask(): void }
  | { for: 'files'; files: Map<SceneFile, Uint8Array>; resolve(): void; ask(): void }
  | undefined

/** The result of showing groups in Blender. */
export interface Colored {
  /** How many objects or shapes have a color. */
  readonly count: number
  /**
   * (N) the groups of a scene's objects after what a person said about single ones; undefined where nothing was said.
   */
  readonly groups: Int32Array | undefined
  /** (G) name of each group of a scene. */
  readonly names: readonly string[]
}

/**
 * One run's use of one Blender. What was asked for and has not arrived is asked for again after a dropped socket, so
 * that nothing is lost and nothing is counted twice.
 */
export class BlenderRun {
  private waiting: Waiting
  private fail: (error: Error) => void = () => undefined
  private lost: NodeJS.Timeout | undefined
  private failed: Error | undefined
  private readonly release: () => void

  constructor(
    private readonly link: BlenderLink,
    private readonly runId: string,
    private readonly signal: AbortSignal,
  ) {
    this.release = link.hold({
      message: (message) => this.receive(message),
      frame: (frame) => this.receiveFrame(frame),
      attached: () => {
        clearTimeout(this.lost)
        this.waiting?.ask()
      },
      detached: () => {
        const error = new ShapekinError('session.blenderLost', {
          reason: `it did not come back within ${RECONNECT_MS / 1000} s`,
        })
        this.lost = setTimeout(() => this.abandon(error), RECONNECT_MS)
      },
    })
    signal.addEventListener('abort', this.abort)
  }

  /** Version of Blender. */
  get blender(): string {
    return this.link.blender
  }

  get isWindow(): boolean {
    return this.link.role === 'window'
  }

  /** Ends every wait with this error, for example when Blender's process has died. */
  abandon(error: Error): void {
    this.failed ??= error
    this.fail(error)
  }

  /**
   * A source of the shapes of recipes, built by Blender.
   * @param drawAgain  called with each mesh; may replace its recipe, and returns whether it did
   */
  buildShapes(recipes: readonly Recipe[], drawAgain?: MeshRequest['isToBeRedone']): MeshSource {
    return this.askForMeshes({
      count: recipes.length,
      refusal: 'recipe.notBuilt',
      labelOf: (index) => ({ id: recipes[index].id, class: recipes[index].base }),
      ask: (indices) =>
        this.link.send({
          type: 'build_shapes',
          run_id: this.runId,
          count: recipes.length,
          indices,
          recipes: indices.map((i) => recipes[i]),
        }),
      isToBeRedone: drawAgain,
    })
  }

  /** Tells a Blender that a task on its scene begins which it did not ask for. */
  acceptScene(): void {
    this.link.send({ type: 'scene_accepted', run_id: this.runId })
  }

  /** Lists the objects of the open scene. */
  async listObjects(request: SceneTask): Promise<SceneListing> {
    const objects: SceneObject[] = []
    const leftOut: LeftOutObject[] = []
    return this.wait<SceneListing>((resolve) => {
      const ask = () => {
        objects.length = leftOut.length = 0 // after a reconnect the listing starts again
        this.link.send({ type: 'list_objects', run_id: this.runId, request })
      }
      ask()
      return {
        for: 'objects',
        page: (page) => {
          objects.push(...page.objects)
          leftOut.push(...page.left_out)
          if (page.is_last) resolve({ objects, leftOut, shapes: page.shapes })
        },
        ask,
      }
    })
  }

  /** A source of the meshes of a listing, each once; its class is that of the first object with the mesh. */
  readShapes({ objects, shapes }: SceneListing): MeshSource {
    const first = new Map<number, SceneObject>()
    for (const object of objects) if (!first.has(object.shape)) first.set(object.shape, object)
    return this.askForMeshes({
      count: shapes,
      refusal: 'scene.unreadable',
      labelOf: (index) => {
        const object = first.get(index)
        return { id: object ? objectId(object) : `shape ${index}`, class: object?.collection ?? '' }
      },
      ask: (indices) => this.link.send({ type: 'read_shapes', run_id: this.runId, indices }),
    })
  }

  private askForMeshes(request: MeshRequest): MeshSource {
    return {
      count: request.count,
      [Symbol.asyncIterator]: () =>
        this.openMeshes(request)[Symbol.asyncIterator]() as AsyncIterableIterator<SourcedShape>,
    }
  }

  private openMeshes(request: MeshRequest): Readable {
    const meshes = new AskedMeshes(request, () => this.endWaiting())
    this.fail = (error) => meshes.stream.destroy(error)
    this.waiting = {
      for: 'shapes',
      ask: () => meshes.askAgain(),
      arrived: (index, shape) => meshes.arrived(index, shape),
    }
    if (this.failed) meshes.stream.destroy(this.failed)
    return meshes.stream
  }

  /**
   * Sends groups and colors of the built shapes to Blender, and returns how many were colored.
   * @param apply false: Blender stores them with the shapes, and shows the colors only when a person asks for them
   */
  async colorShapes(
    groups: Int32Array,
    palette: readonly (readonly [number, number, number])[],
    apply: boolean,
  ): Promise<number> {
    const { count } = await this.color({
      type: 'color_shapes',
      run_id: this.runId,
      groups: [...groups],
      palette: palette.map(([r, g, b]) => [r, g, b]),
      apply,
    })
    return count
  }

  /**
   * Sends the groups of the listed objects to Blender. Returns how many objects were colored, and the groups after
   * what a person said about single objects.
   */
  showGroups(groups: SceneGroups): Promise<Colored> {
    return this.color({ type: 'scene_groups', run_id: this.runId, ...groups })
  }

  /** Sends Blender where the unsorted objects belong; Blender moves none by itself. */
  showSorting(sorting: SceneSorting): Promise<void> {
    return this.keep({ type: 'scene_sorting', run_id: this.runId, ...sorting })
  }

  /** Sends Blender the objects with the same meshes; Blender links none by itself. */
  showDuplicates(found: SceneDuplicates): Promise<void> {
    return this.keep({ type: 'scene_duplicates', run_id: this.runId, ...found })
  }

  /** Sends Blender what is most like an object. */
  showSimilar(found: SceneSimilar): Promise<void> {
    return this.keep({ type: 'scene_similar', run_id: this.runId, ...found })
  }

  private keep(message: ServerMessage): Promise<void> {
    return this.wait<void>((resolve) => {
      const ask = () => this.link.send(message)
      ask()
      return { for: 'kept', resolve, ask }
    }, COLORS_MS)
  }

  private color(message: ServerMessage): Promise<Colored> {
    return this.wait<Colored>((resolve) => {
      const ask = () => this.link.send(message)
      ask()
      return { for: 'colored', resolve, ask }
    }, COLORS_MS)
  }

  /**
   * Has Blender save the grouped or sorted file, and render it, at these paths; '' = do not. Returns what to know about
   * them, a sentence each.
   */
  saveScene(blend: string, picture: string): Promise<string[]> {
    return this.wait<string[]>((resolve) => {
      const ask = () => this.link.send({ type: 'save_scene', run_id: this.runId, blend, picture })
      ask()
      return { for: 'saved', resolve, ask }
    }, SCENE_FILES_MS)
  }

  /** Gets the saved and the rendered scene from Blender. */
  async fetchSceneFiles(): Promise<Map<SceneFile, Uint8Array>> {
    const files = new Map<SceneFile, Uint8Array>()
    await this.wait<void>((resolve) => {
      const ask = () => this.link.send({ type: 'send_files', run_id: this.runId, names: [...SCENE_FILES] })
      ask()
      return { for: 'files', files, resolve, ask }
    }, SCENE_FILES_MS)
    return files
  }

  sendProgress(stage: string, done: number, total: number, secondsLeft: number | null): void {
    this.link.send({ type: 'progress', run_id: this.runId, stage, done, total, seconds_left: secondsLeft })
  }

  /** Tells Blender how the run ended, and lets it go. */
  end(outcome: { summary: string; files: string[]; notes: string[] } | { error: ShapekinError }): void {
    if ('error' in outcome)
      this.link.send({
        type: 'run_failed',
        run_id: this.runId,
        code: outcome.error.code,
        message: outcome.error.message,
      })
    else this.link.send({ type: 'run_done', run_id: this.runId, ...outcome })
    clearTimeout(this.lost)
    this.signal.removeEventListener('abort', this.abort)
    this.release()
  }

  private readonly abort = () => this.abandon(this.signal.reason as Error)

  private async wait<T>(
    start: (resolve: (value: T) => void, reject: (error: Error) => void) => NonNullable<Waiting>,
    timeoutMs?: number,
  ): Promise<T> {
    if (this.failed) throw this.failed
    let timer: NodeJS.Timeout | undefined
    try {
      return await new Promise<T>((resolve, reject) => {
        this.fail = reject
        if (timeoutMs !== undefined)
          timer = setTimeout(
            () =>
              reject(new ShapekinError('session.blenderLost', { reason: `no answer within ${timeoutMs / 1000} s` })),
            timeoutMs,
          )
        this.waiting = start(resolve, reject)
      })
    } finally {
      clearTimeout(timer)
      this.endWaiting()
    }
  }

  private endWaiting(): void {
    this.waiting = undefined
    this.fail = () => undefined
  }

  private receive(message: ClientMessage): void {
    if (!('run_id' in message) || message.run_id !== this.runId) return
    const { waiting } = this
    if (message.type === 'give_up') this.abandon(new RecordedError({ code: message.code, message: message.sentence }))
    if (message.type === 'shape_refused' && waiting?.for === 'shapes')
      waiting.arrived(message.index, { reason: message.reason })
    if (message.type === 'scene_objects' && waiting?.for === 'objects') waiting.page(message)
    if (message.type === 'result_kept' && waiting?.for === 'kept') waiting.resolve()
    if (message.type === 'scene_saved' && waiting?.for === 'saved') waiting.resolve(message.notes)
    if (message.type === 'colored' && waiting?.for === 'colored')
      waiting.resolve({
        count: message.count,
        groups: message.groups ? Int32Array.from(message.groups) : undefined,
        names: message.names,
      })
  }

  private receiveFrame(frame: Frame): void {
    const { waiting } = this
    if (frame.runId !== this.runId) return // a late frame of a run that was cancelled
    if (frame.type === 'mesh' && waiting?.for === 'shapes')
      waiting.arrived(frame.index, { positions: frame.positions, triangles: frame.triangles })
    if (frame.type === 'file' && waiting?.for === 'files') {
      waiting.files.set(frame.name, frame.bytes)
      if (SCENE_FILES.every((name) => waiting.files.has(name))) waiting.resolve()
    }
  }
}
