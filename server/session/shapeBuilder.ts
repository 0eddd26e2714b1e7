import { ShapekinError, toShapekinError } from '../../shared/errors.js'
import type { Recipe } from '../../shared/schema/recipe.js'
import type { WorkRunner } from '../executor/workRunner.js'
import type { Mesh } from '../mesh/mesh.js'
import { BlenderRun } from './blenderRun.js'
import { borrowBlender, type BlenderSource, type BorrowedBlender } from './borrowBlender.js'
import { replaceLost, type OnReplaced } from './replaceLost.js'

/** What decides the mesh of a recipe besides the recipe itself. */
export interface BuildOptions {
  /** Version of Blender: `3.4.1`. */
  readonly blender: string
}

interface Wish {
  readonly recipe: Recipe
  /** Version of Blender. */
  readonly blender: string
  readonly signal: AbortSignal | undefined
  readonly resolve: (mesh: Mesh) => void
  readonly reject: (cause: unknown) => void
}

/**
 * Keeps a Blender to build shapes for others; Blender keeps none of the shapes. If it ends, it is replaced, and the
 * next one builds what is left.
 */
export class ShapeBuilder implements WorkRunner<Recipe, BuildOptions, Mesh> {
  readonly workers = 1
  private borrowed: Promise<BorrowedBlender> | undefined
  private current: { readonly run: BlenderRun; readonly in: Promise<BorrowedBlender> } | undefined
  private readonly waiting: Wish[] = []
  private isBuilding = false
  private readonly ending = new AbortController()

  /**
   * @param newRunId gives 16 hexadecimal digits, different each time, by which Blender identifies a list of recipes
   */
  constructor(
    private readonly source: BlenderSource,
    private readonly newRunId: () => string,
    private readonly onReplaced: OnReplaced,
  ) {}

  /** Version of its Blender, which is started if needed. @throws ShapekinError as borrowBlender */
  async version(): Promise<string> {
    const { lease } = await replaceLost(() => this.blender(), this.ending.signal, this.onReplaced)
    return lease.link.blender
  }

  /**
   * Builds a shape.
   * @returns the mesh in the world's space
   * @throws ShapekinError `recipe.notBuilt`, `queue.otherVersions`, `cancelled`; `blender.*`, `session.blenderLost`
   *         after `MAX_BLENDERS` of them
   */
  run(recipe: Recipe, { blender }: BuildOptions, signal?: AbortSignal): Promise<Mesh> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ recipe, blender, signal, resolve, reject })
      void this.buildWaiting()
    })
  }

  /** Stops its Blender. */
  async close(): Promise<void> {
    this.ending.abort(new ShapekinError('cancelled'))
    const borrowed = await this.borrowed?.catch(() => undefined)
    borrowed?.giveBack()
  }

  private blender(): Promise<BorrowedBlender> {
    this.borrowed ??= this.borrow()
    return this.borrowed
  }

  /**
   * Releases a Blender that is gone. Nobody notices when an idle Blender ends, unless its process is ours. It is not
   * waited for, because there are others.
   */
  private async leaveLost(): Promise<void> {
    const borrowing = this.borrowed
    const borrowed = await borrowing
    if (borrowing === undefined || borrowed === undefined || borrowed.lease.link.isConnected) return
    this.forget(borrowing)
    borrowed.giveBack()
  }

  private borrow(): Promise<BorrowedBlender> {
    const borrowing = borrowBlender(this.source, this.ending.signal)
    const forget = () => this.forget(borrowing)
    borrowing.then(({ died }) => {
      void died?.then((error) => {
        forget()
        if (this.current?.in === borrowing) this.current.run.abandon(error)
      })
    }, forget)
    return borrowing
  }

  /** Forgets a Blender that is gone, unless another one has taken its place already. */
  private forget(borrowing: Promise<BorrowedBlender>): void {
    if (this.borrowed === borrowing) this.borrowed = undefined
  }

  /** Sends all waiting recipes to Blender as one list; what comes meanwhile is the next list. */
  private async buildWaiting(): Promise<void> {
    if (this.isBuilding) return
    this.isBuilding = true
    await Promise.resolve() // recipes that are asked for together are built together
    while (this.waiting.length > 0) {
      const wishes = new Set(this.waiting.splice(0))
      const build = (begin: () => void) => this.build(wishes, begin)
      await replaceLost(build, this.ending.signal, this.onReplaced).catch((cause: unknown) =>
        wishes.forEach(({ reject }) => reject(cause)),
      )
    }
    this.isBuilding = false
  }

  /** Builds recipes in a Blender. @param wishes those that are answered are removed */
  private async build(wishes: Set<Wish>, begin: () => void): Promise<void> {
    await this.leaveLost()
    const borrowing = this.blender()
    const borrowed = await borrowing
    begin()
    for (const wish of wishes) if (isRefused(wish, borrowed.lease.link.blender)) wishes.delete(wish)
    const run = new BlenderRun(borrowed.lease.link, this.newRunId(), this.ending.signal)
    this.current = { run, in: borrowing }
    try {
      await buildAll(run, wishes)
      run.end({ summary: '', files: [], notes: [] }) // makes Blender remove the shapes
    } catch (cause) {
      run.end({ error: toShapekinError(cause) })
      this.forget(borrowing) // whatever went wrong may not happen in the next Blender
      borrowed.giveBack()
      throw cause
    } finally {
      this.current = undefined
    }
  }
}

/** Refuses what this Blender must not build, and returns whether it did. */
function isRefused({ blender: found, signal, reject }: Wish, blender: string): boolean {
  if (signal?.aborted) reject(new ShapekinError('cancelled'))
  else if (found === blender) return false
  else {
    const [theirs, own] = [`Blender ${found}`, `Blender ${blender}`]
    reject(new ShapekinError('queue.otherVersions', { address: 'this queue', found: theirs, own }))
  }
  return true
}

/** Builds all recipes. @param wishes each is removed when it is answered */
async function buildAll(run: BlenderRun, wishes: Set<Wish>): Promise<void> {
  const list = [...wishes]
  const reasons: string[] = []
  const shapes = run.buildShapes(
    list.map(({ recipe }) => recipe),
    (index, shape) => {
      if ('reason' in shape) reasons[index] = shape.reason
      return false // the caller decides whether a shape is drawn again
    },
  )
  for await (const { index, id, shape } of shapes) {
    const wish = list[index]
    wishes.delete(wish)
    if ('positions' in shape) wish.resolve(shape)
    else wish.reject(new ShapekinError('recipe.notBuilt', { id, name: id, reason: reasons[index] }))
  }
}
