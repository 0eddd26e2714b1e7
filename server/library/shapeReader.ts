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

/** A mesh file whose place was found. */
export interface OpenedFile {
  /** Key of its content, see contentKey. @throws ShapekinError `input.*`, `mesh.undecodable` */
  readonly key: () => Promise<string>
  /**
   * The shapes of the file: at least one part; several parts have names. A part that can not be read is refused.
   *
   * @throws ShapekinError `cancelled`
   */
  readonly parts: (split: SplitChoice, signal: AbortSignal) => Promise<readonly FilePart[]>
}

/**
 * Reads mesh files in one of two ways. This program reads most formats, and splits files on a thread. Other formats
 * need a headless Blender, which is started for the first such file.
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

/** The shape of a file that was read as a single one. @throws ShapekinError that says why there is none */
export function onlyShape([{ shape }]: readonly FilePart[]): MeshInput {
  if ('refused' in shape) throw new RecordedError(shape.refused)
  return shape
}

/**
 * Files of formats that Blender reads may be larger than those read here, so they are never held in memory as a
 * whole.
 */
async function keyOfFile(path: string, format: string, id: string): Promise<string> {
  try {
    if ((await stat(path)).isFile()) return await keyOfStream(createReadStream(path), format)
    throw new ShapekinError('input.unreadable', { path: id, reason: 'it is no file' }) // reading a pipe may never end
  } catch (cause) {
    if (cause instanceof ShapekinError) throw cause
    const code = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'input.notFound' : 'input.unreadable'
    throw new ShapekinError(code, { path: id, reason: whyUnreadable(cause) }, { cause })
  }
}
