import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { SplitChoice } from '../../shared/schema/splitChoice.js'
import { contentKey, keyOfStream } from '../descriptor/contentKey.js'
import { importedFormatOf } from '../mesh/formats.js'
import type { MeshInput } from '../mesh/meshSource.js'
import { readMeshBytes, type MeshPlace } from '../mesh/readMeshBytes.js'
import { whyUnreadable } from '../system/whyUnreadable.js'
import { RecordedError, ShapekinError } from '../../shared/errors.js'
import { FileImporter, type ImporterOptions } from './imports/fileImporter.js'
import { withPath } from './imports/withPath.js'
import { Splitter, type FilePart } from './splitter.js'

/** A mesh file whose content was found. */
export interface OpenedFile {
  /** What its content is known by, see contentKey. @throws ShapekinError `input.*`, `mesh.undecodable` */
  readonly key: () => Promise<string>
  /**
   * Its shapes: at least one part, with names where they are several. One that can not be had is refused.
   *
   * @throws ShapekinError `cancelled`
   */
  readonly parts: (split: SplitChoice, signal: AbortSignal) => Promise<readonly FilePart[]>
}

/**
 * Reads mesh files, whoever has to read them: this program, which takes them apart on a thread, or a headless Blender, which
 * is started for the first file that needs it.
 */
export class ShapeReader {
  private readonly splitter = new Splitter()
  private readonly importer: FileImporter

  constructor(options?: ImporterOptions) {
    this.importer = new FileImporter(options)
  }

  /** @throws ShapekinError as readMeshBytes */
  async open(file: MeshPlace): Promise<OpenedFile> {
    const format = importedFormatOf(file.id)
    if (format !== undefined)
      return {
        key: () => withPath(file, (path) => keyOfFile(path, format, file.id)),
        parts: (split, signal) => this.importer.partsOf(file, split, signal),
      }
    const input = await readMeshBytes(file)
    return {
      key: () => Promise.resolve(contentKey(input)),
      parts: (split, signal) =>
        split === 'auto' ? this.splitter.partsOf(input, signal) : Promise.resolve([{ name: '', shape: input }]),
    }
  }

  /** @throws ShapekinError as `open` and OpenedFile.key */
  async keyOf(file: MeshPlace): Promise<string> {
    return (await this.open(file)).key()
  }

  async close(): Promise<void> {
    await Promise.all([this.splitter.close(), this.importer.close()])
  }
}

/** The shape of a file that is read as one. @throws ShapekinError why there is none */
export function onlyShape([{ shape }]: readonly FilePart[]): MeshInput {
  if ('refused' in shape) throw new RecordedError(shape.refused)
  return shape
}

/** Files of Blender's formats may be larger than what is read here: they are never held as a whole. */
async function keyOfFile(path: string, format: string, id: string): Promise<string> {
  try {
    if ((await stat(path)).isFile()) return await keyOfStream(createReadStream(path), format)
    throw new ShapekinError('input.unreadable', { path: id, reason: 'it is no file' }) // a pipe may never end
  } catch (cause) {
    if (cause instanceof ShapekinError) throw cause
    const code = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'input.notFound' : 'input.unreadable'
    throw new ShapekinError(code, { path: id, reason: whyUnreadable(cause) }, { cause })
  }
}
