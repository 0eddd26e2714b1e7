import { ShapekinError } from '../../shared/errors.js'
import { BUILD_WINDOW, RECONNECT_MS } from '../../shared/protocol.js'
import { SCENE_FILES, type ClientMessage, type SceneFile } from '../../shared/schema/messages.js'
import type { Recipe } from '../../shared/schema/recipe.js'
import type { Frame } from '../../shared/wire/frame.js'
import type { Mesh } from '../mesh/mesh.js'
import type { BlenderLink } from './blenderLink.js'

/** Saving and rendering 20,000 objects takes a minute on two cores. Milliseconds. */
const SCENE_FILES_MS = 300_000
const COLORS_MS = 120_000

type Waiting =
  | {
      for: 'shapes'
      pending: Set<number>
      arrived(index: number, shape: Mesh | { refused: string }): void
      ask(): void
    }
  | { for: 'colored'; resolve(count: number): void; ask(): void }
  | { for: 'files'; files: Map<SceneFile, Uint8Array>; resolve(): void; ask(): void }
  | undefined

/**
 * One run's use of one Blender. What was asked for and has not come back is asked for again after a dropped socket,
 * so that nothing is lost and nothing counted twice.
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

  /** Ends whatever is being waited for with this error: Blender's process has died, say. */
  abandon(error: Error): void {
    this.failed ??= error
    this.fail(error)
  }

  /**
   * Has Blender build the recipes; at most BUILD_WINDOW are under way. `take` may be slow: Blender then waits.
   * @param take called once an index, in any order, with the mesh or the reason why there is none
   */
  async buildShapes(
    recipes: readonly Recipe[],
    take: (index: number, shape: Mesh | { refused: string }) => Promise<void>,
  ): Promise<void> {
    let next = 0
    let busy = 0
    let finished = 0
    await this.wait<void>((resolve, reject) => {
      const pending = new Set<number>()
      const ask = (indices: number[]) => {
        if (indices.length === 0) return
        this.link.send({
          type: 'build_shapes',
          run_id: this.runId,
          count: recipes.length,
          indices,
          recipes: indices.map((i) => recipes[i]),
        })
      }
      const fill = () => {
        // Asked for by the half window: one message for many small shapes.
        if (pending.size + busy > BUILD_WINDOW / 2 || next === recipes.length) return
        const first = next
        next = Math.min(recipes.length, first + BUILD_WINDOW - pending.size - busy)
        const indices = Array.from({ length: next - first }, (_, i) => first + i)
        for (const index of indices) pending.add(index)
        ask(indices)
      }
      const arrived = (index: number, shape: Mesh | { refused: string }) => {
        if (!pending.delete(index)) return // already here: it was asked for twice after a reconnect
        busy++
        take(index, shape).then(() => {
          busy--
          if (++finished === recipes.length) resolve()
          else fill()
        }, reject)
      }
      fill()
      return { for: 'shapes', pending, arrived, ask: () => ask([...pending]) }
    })
  }

  /**
   * Hands groups and colors to Blender; gives back how many objects were colored.
   * @param apply false: Blender keeps them with the shapes until a person asks for the colors
   */
  colorShapes(
    groups: Int32Array,
    palette: readonly (readonly [number, number, number])[],
    apply: boolean,
  ): Promise<number> {
    return this.wait<number>((resolve) => {
      const ask = () =>
        this.link.send({
          type: 'color_shapes',
          run_id: this.runId,
          groups: [...groups],
          palette: palette.map(([r, g, b]) => [r, g, b]),
          apply,
        })
      ask()
      return { for: 'colored', resolve, ask }
    }, COLORS_MS)
  }

  /** The saved and the rendered scene. */
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

  /** Tells Blender how it ended and lets it go. */
  end(outcome: { summary: string; files: string[] } | { error: ShapekinError }): void {
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
      this.waiting = undefined
      this.fail = () => undefined
    }
  }

  private receive(message: ClientMessage): void {
    if (!('run_id' in message) || message.run_id !== this.runId) return
    const { waiting } = this
    if (message.type === 'give_up') this.abandon(new ShapekinError('run.scene', { reason: message.reason }))
    if (message.type === 'shape_refused' && waiting?.for === 'shapes')
      waiting.arrived(message.index, { refused: message.reason })
    if (message.type === 'colored' && waiting?.for === 'colored') waiting.resolve(message.count)
  }

  private receiveFrame(frame: Frame): void {
    const { waiting } = this
    if (frame.runId !== this.runId) return // the rest of a run that was cancelled
    if (frame.type === 'mesh' && waiting?.for === 'shapes') waiting.arrived(frame.index, frame)
    if (frame.type === 'file' && waiting?.for === 'files') {
      waiting.files.set(frame.name, frame.bytes)
      if (SCENE_FILES.every((name) => waiting.files.has(name))) waiting.resolve()
    }
  }
}
