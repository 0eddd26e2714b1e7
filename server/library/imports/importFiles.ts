import { ShapekinError } from '../../../shared/errors.js'
import type { SplitChoice } from '../../../shared/schema/splitChoice.js'
import { findBlender } from '../../blender/findBlender.js'
import type { BlenderInstall } from '../../blender/probeBlender.js'
import type { FilePart } from '../splitter.js'
import type { MeshPlace } from '../../mesh/readMeshBytes.js'
import { ImportingBlender } from './importingBlender.js'

/** Blender's slowest importer, in Python, reads some 100,000 triangles a second; a start on a cold disk takes 20 s. */
const SECONDS_A_FILE = 300

export interface ImportOptions {
  /** auto: each visible object is a shape; none: all that is visible is one. */
  readonly split: SplitChoice
  readonly signal: AbortSignal
  /** Default: the one that is found. */
  readonly blender?: BlenderInstall
  /** Time limit of a file. */
  readonly secondsAFile?: number
}

/**
 * The shapes of files that Blender's importers read, in the order of the files: z up, in Blender's units. One Blender reads
 * them all; where it dies of a file, or takes too long, that file is refused and another Blender goes on behind it.
 *
 * @returns at least one part a file; the parts of a file have names where they are several
 * @throws ShapekinError `cancelled`
 */
export async function* importFiles(
  files: readonly MeshPlace[],
  { split, signal, blender: given, secondsAFile = SECONDS_A_FILE }: ImportOptions,
): AsyncGenerator<readonly FilePart[], void> {
  if (files.length === 0) return
  const install = given ?? (await findBlender())
  let next = 0
  let hopeless = install === undefined ? 'it takes a Blender, and none was found' : undefined
  while (next < files.length) {
    if (signal.aborted) throw new ShapekinError('cancelled')
    if (install === undefined || hopeless !== undefined) {
      yield refuse(files[next++], hopeless ?? '')
      continue
    }
    const rest = files.slice(next)
    const blender = new ImportingBlender(
      install,
      rest.map(({ place }) => String(place)),
      split,
    )
    try {
      for (const [index, file] of rest.entries()) {
        const outcome = await blender.outcome(index, secondsAFile, signal)
        next++
        if ('parts' in outcome) {
          const { parts } = outcome
          yield parts.length > 0 ? nameParts(parts) : refuse(file, 'it holds no visible object that has a surface')
          continue
        }
        if (!outcome.hasStarted) hopeless = outcome.died
        yield refuse(file, outcome.died)
        break
      }
    } catch (cause) {
      throw signal.aborted ? new ShapekinError('cancelled', {}, { cause }) : cause
    } finally {
      await blender.close()
    }
  }
}

const nameParts = (parts: readonly FilePart[]): readonly FilePart[] =>
  parts.length === 1 ? [{ ...parts[0], name: '' }] : parts

function refuse({ id: path }: MeshPlace, reason: string): readonly FilePart[] {
  const { code, message } = new ShapekinError('input.unreadable', { path, reason: reason.replace(/\.$/, '') })
  return [{ name: '', shape: { refused: { code, message } } }]
}
