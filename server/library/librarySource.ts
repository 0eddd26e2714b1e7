import { toShapekinError } from '../../shared/errors.js'
import type { SplitChoice } from '../../shared/schema/splitChoice.js'
import { isImported } from '../mesh/formats.js'
import type { MeshSource, SourcedShape } from '../mesh/meshSource.js'
import type { FoundFiles, MeshFile } from './findMeshFiles.js'
import { ShapeReader } from './shapeReader.js'
import type { FilePart } from './splitter.js'

/**
 * The shapes of files that were found: first of those that are read here, then what could not be looked at, then of those that
 * a Blender imports, which is started where there are any. A file is read when it is asked for; one with one shape keeps its
 * id, of several each has its own: `car.obj#wheel`.
 *
 * @param splitOf whether the shapes of a file that holds several come one by one
 * @param upOf    what points up in a file that is read here, where that is known
 * @returns its `count` grows as files turn out to hold several
 */
export function librarySource<File extends MeshFile>(
  { files, refused }: { readonly files: readonly File[]; readonly refused: FoundFiles['refused'] },
  splitOf: SplitChoice | ((file: File) => SplitChoice),
  signal: AbortSignal,
  upOf?: (id: string) => 'y' | 'z' | undefined,
): MeshSource {
  let more = 0
  return {
    get count() {
      return files.length + refused.length + more
    },
    async *[Symbol.asyncIterator](): AsyncGenerator<SourcedShape, void> {
      const reader = new ShapeReader()
      let index = 0
      const shapesOf = async function* (file: File): AsyncGenerator<SourcedShape, void> {
        const { id, class: label } = file
        const parts = await partsOf(reader, file, typeof splitOf === 'string' ? splitOf : splitOf(file), signal)
        more += parts.length - 1
        const up = isImported(id) ? 'z' : upOf?.(id)
        for (const { name, shape } of parts)
          yield { index: index++, id: name === '' ? id : `${id}#${name}`, class: label, shape, up }
      }
      try {
        for (const file of files) if (!isImported(file.id)) yield* shapesOf(file)
        for (const { id, class: label, ...refusal } of refused)
          yield { index: index++, id, class: label, shape: { refused: refusal } }
        for (const file of files) if (isImported(file.id)) yield* shapesOf(file)
      } finally {
        await reader.close()
      }
    },
  }
}

async function partsOf(
  reader: ShapeReader,
  file: MeshFile,
  split: SplitChoice,
  signal: AbortSignal,
): Promise<readonly FilePart[]> {
  try {
    return await (await reader.open(file)).parts(split, signal)
  } catch (cause) {
    const { code, message } = toShapekinError(cause)
    if (code === 'cancelled') throw cause
    return [{ name: '', shape: { refused: { code, message } } }]
  }
}
