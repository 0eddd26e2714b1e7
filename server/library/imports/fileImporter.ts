import { ShapekinError, toShapekinError } from '../../../shared/errors.js'
import { ERRORS } from '../../../shared/errorTable.js'
import { fillSentence } from '../../../shared/fillSentence.js'
import type { SplitChoice } from '../../../shared/schema/splitChoice.js'
import type { BlenderInstall } from '../../blender/blenderInstall.js'
import { findBlender, tryEveryBlender } from '../../blender/findBlender.js'
import { probeBlender } from '../../blender/probeBlender.js'
import type { MeshPlace } from '../../mesh/readMeshBytes.js'
import type { FilePart } from '../splitter.js'
import { ImportingBlender } from './importingBlender.js'
import { withPath } from './withPath.js'
import { refusalOf } from '../../mesh/refusal.js'

/** Seconds. Blender's slowest importer, which is written in Python, reads some 100,000 triangles a second. */
const SECONDS_A_FILE = 300
/**
 * Milliseconds. An idle Blender holds 200 MB for nothing, but one that is needed again soon should not have to start
 * again.
 */
const IDLE_MS = 60_000

export interface ImporterOptions {
  /** The Blenders to read with, in this order. Default: the one that SHAPEKIN_BLENDER names, else all that work. */
  readonly blenders?: readonly BlenderInstall[] | undefined
  /** Seconds that one file may take; Blender's start is not counted. */
  readonly secondsAFile?: number
}

/** A file to read, and a path by which Blender finds it. */
interface Order {
  readonly file: MeshPlace
  readonly path: string
  readonly split: SplitChoice
}

/**
 * Reads files with Blender's importers; the meshes have z up and Blender's units. One Blender is started for the first
 * file and reads one after another. A file that it has no importer for is read by the next Blender that has one. Where
 * a Blender crashes on a file or takes too long, that file is refused, and it is started anew for the next one.
 */
export class FileImporter {
  private readonly secondsAFile: number
  private readonly search: AsyncIterator<BlenderInstall, unknown>
  /** Those that were found so far and start, in the order in which they are asked. */
  private readonly installs: BlenderInstall[] = []
  private readonly running = new Map<BlenderInstall, ImportingBlender>()
  /** Why a Blender can not be used. */
  private fault = 'it takes a Blender, and none was found'
  private turn: Promise<unknown> = Promise.resolve()
  private idle: NodeJS.Timeout | undefined

  constructor({ blenders, secondsAFile = SECONDS_A_FILE }: ImporterOptions = {}) {
    this.secondsAFile = secondsAFile
    this.search = blendersToAsk(blenders)
  }

  /**
   * Reads the shapes of a file, after the files that were asked for before.
   *
   * @param split auto: each visible object is a shape; none: all that is visible is one
   * @returns at least one part; they have names where they are several
   * @throws ShapekinError `cancelled`
   */
  partsOf(file: MeshPlace, split: SplitChoice, signal: AbortSignal): Promise<readonly FilePart[]> {
    const read = this.turn.then(() => this.read(file, split, signal))
    this.turn = read.catch(() => undefined)
    return read
  }

  async close(): Promise<void> {
    await this.turn
    await this.endBlenders()
  }

  private async read(file: MeshPlace, split: SplitChoice, signal: AbortSignal): Promise<readonly FilePart[]> {
    if (signal.aborted) throw new ShapekinError('cancelled')
    clearTimeout(this.idle)
    try {
      return await withPath(file, (path) => this.readByFirst({ file, path, split }, signal))
    } catch (cause) {
      if (signal.aborted) {
        await this.endBlenders()
        throw new ShapekinError('cancelled', {}, { cause })
      }
      return [{ name: '', shape: { refused: refusalOf(cause) } }]
    } finally {
      this.idle = setTimeout(() => void this.endBlenders(), IDLE_MS).unref()
    }
  }

  /** Has the first Blender that has an importer for a file read it. */
  private async readByFirst(order: Order, signal: AbortSignal): Promise<readonly FilePart[]> {
    let refusal: readonly FilePart[] | undefined
    for (let k = 0; ;) {
      const install = await this.installAt(k)
      if (install === undefined) break
      const parts = await this.readBy(install, order, signal)
      if (parts === undefined) continue // it does not start: the next one has its place
      if (!lacksImporter(parts)) return parts
      refusal = parts
      k++
    }
    if (refusal !== undefined && this.installs.length === 1) return refusal
    const versions = new Intl.ListFormat('en').format(this.installs.map(({ version }) => version))
    const reason =
      refusal === undefined ? this.fault : `Blender ${versions} have no importer for it, or are too old for it`
    return [refuse('import.noBlender', order.file, reason)]
  }

  /**
   * Blender number `k` of those that start. An error about one that SHAPEKIN_BLENDER names is reported for each file
   * that needs Blender, and does not stop the files that need none.
   */
  private async installAt(k: number): Promise<BlenderInstall | undefined> {
    try {
      while (this.installs.length <= k) {
        const { value, done } = await this.search.next()
        if (done) return undefined
        this.installs.push(value)
      }
    } catch (cause) {
      const { code, values } = toShapekinError(cause)
      this.fault = `it takes a Blender; ${fillSentence(ERRORS[code].sentence, values)}`
    }
    return this.installs.at(k)
  }

  /** @returns undefined where this Blender does not start, which is then no longer one of `installs` */
  private async readBy(
    install: BlenderInstall,
    { file, path, split }: Order,
    signal: AbortSignal,
  ): Promise<readonly FilePart[] | undefined> {
    const blender = this.running.get(install) ?? new ImportingBlender(install)
    this.running.set(install, blender)
    const outcome = await blender.read(path, split, this.secondsAFile, signal)
    if ('died' in outcome) {
      this.running.delete(install)
      await blender.close()
      if (outcome.hasStarted) return [refuse('import.failed', file, outcome.died)]
      this.fault = outcome.died
      this.installs.splice(this.installs.indexOf(install), 1)
      return undefined
    }
    const { parts } = outcome
    if (parts.length > 1) return parts
    if (parts.length === 1) return [{ ...parts[0], name: '' }]
    return [{ name: '', shape: { refused: refusalOf(new ShapekinError('mesh.empty')) } }] // nothing visible has a surface
  }

  private async endBlenders(): Promise<void> {
    clearTimeout(this.idle)
    const ending = [...this.running.values()]
    this.running.clear()
    await Promise.all(ending.map((blender) => blender.close()))
  }
}

/** @throws as tryEveryBlender, for the one that SHAPEKIN_BLENDER names */
async function* blendersToAsk(given: readonly BlenderInstall[] | undefined): AsyncGenerator<BlenderInstall> {
  if (given !== undefined) yield* given
  else if (process.env['SHAPEKIN_BLENDER']) {
    const named = await findBlender()
    if (named !== undefined) yield named
  } else yield* tryEveryBlender(process.env, probeBlender)
}

const lacksImporter = ([{ shape }]: readonly FilePart[]): boolean =>
  'refused' in shape && shape.refused.code === 'import.noBlender'

function refuse(why: 'import.noBlender' | 'import.failed', { id: path }: MeshPlace, reason: string): FilePart {
  const error = new ShapekinError(why, { path, reason: reason.replace(/\.$/, '') })
  return { name: '', shape: { refused: refusalOf(error) } }
}
