import { ShapekinError, toShapekinError } from '../../../shared/errors.js'
import { ERRORS } from '../../../shared/errorTable.js'
import { fillSentence } from '../../../shared/fillSentence.js'
import type { SplitChoice } from '../../../shared/schema/splitChoice.js'
import { findBlender } from '../../blender/findBlender.js'
import type { BlenderInstall } from '../../blender/blenderInstall.js'
import type { MeshPlace } from '../../mesh/readMeshBytes.js'
import type { FilePart } from '../splitter.js'
import { ImportingBlender } from './importingBlender.js'
import { withPath } from './withPath.js'

/** Seconds. Blender's slowest importer, which is written in Python, reads some 100,000 triangles a second. */
const SECONDS_A_FILE = 300
/**
 * Milliseconds. An idle Blender holds 200 MB for nothing, but one that is needed again soon should not have to start
 * again.
 */
const IDLE_MS = 60_000

export interface ImporterOptions {
  /** Default: the Blender that findBlender finds. */
  readonly blender?: BlenderInstall | undefined
  /** Seconds that one file may take; Blender's start is not counted. */
  readonly secondsAFile?: number
}

/**
 * Reads files with Blender's importers; the meshes have z up and Blender's units. One Blender is started for the first
 * file and reads one after another. Where it crashes on a file or takes too long, that file is refused, and another
 * Blender goes on with the next one.
 */
export class FileImporter {
  private readonly secondsAFile: number
  private install: Promise<BlenderInstall | undefined> | undefined
  private blender: ImportingBlender | undefined
  /** Why no Blender can be used; undefined while one may be. */
  private hopeless: string | undefined
  private turn: Promise<unknown> = Promise.resolve()
  private idle: NodeJS.Timeout | undefined

  constructor({ blender, secondsAFile = SECONDS_A_FILE }: ImporterOptions = {}) {
    this.secondsAFile = secondsAFile
    if (blender) this.install = Promise.resolve(blender)
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
    await this.endBlender()
  }

  private async read(file: MeshPlace, split: SplitChoice, signal: AbortSignal): Promise<readonly FilePart[]> {
    if (signal.aborted) throw new ShapekinError('cancelled')
    const install = await this.findInstall()
    if (install === undefined || this.hopeless !== undefined)
      return [refuse('import.noBlender', file, this.hopeless ?? '')]
    clearTimeout(this.idle)
    try {
      return await withPath(file, (path) => this.readBy(install, { file, path, split }, signal))
    } catch (cause) {
      if (signal.aborted) {
        await this.endBlender()
        throw new ShapekinError('cancelled', {}, { cause })
      }
      const { code, message } = toShapekinError(cause)
      return [{ name: '', shape: { refused: { code, message } } }]
    } finally {
      this.idle = setTimeout(() => void this.endBlender(), IDLE_MS).unref()
    }
  }

  /**
   * Finds the Blender. An error about one that SHAPEKIN_BLENDER names is reported for each file that needs Blender,
   * and does not stop the files that need none.
   */
  private async findInstall(): Promise<BlenderInstall | undefined> {
    try {
      this.install ??= findBlender()
      const install = await this.install
      if (install === undefined) this.hopeless = 'it takes a Blender, and none was found'
      return install
    } catch (cause) {
      const { code, values } = toShapekinError(cause)
      this.hopeless = `it takes a Blender; ${fillSentence(ERRORS[code].sentence, values)}`
      return undefined
    }
  }

  private async readBy(
    install: BlenderInstall,
    { file, path, split }: { readonly file: MeshPlace; readonly path: string; readonly split: SplitChoice },
    signal: AbortSignal,
  ): Promise<readonly FilePart[]> {
    this.blender ??= new ImportingBlender(install)
    const outcome = await this.blender.read(path, split, this.secondsAFile, signal)
    if ('died' in outcome) {
      await this.endBlender()
      if (!outcome.hasStarted) this.hopeless = outcome.died
      return [refuse(outcome.hasStarted ? 'import.failed' : 'import.noBlender', file, outcome.died)]
    }
    const { parts } = outcome
    if (parts.length > 1) return parts
    if (parts.length === 1) return [{ ...parts[0], name: '' }]
    const { code, message } = new ShapekinError('mesh.empty') // nothing visible has a surface
    return [{ name: '', shape: { refused: { code, message } } }]
  }

  private async endBlender(): Promise<void> {
    clearTimeout(this.idle)
    const { blender } = this
    this.blender = undefined
    await blender?.close()
  }
}

function refuse(why: 'import.noBlender' | 'import.failed', { id: path }: MeshPlace, reason: string): FilePart {
  const { code, message } = new ShapekinError(why, { path, reason: reason.replace(/\.$/, '') })
  return { name: '', shape: { refused: { code, message } } }
}
