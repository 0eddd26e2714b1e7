import type { SplitChoice } from '../../shared/schema/splitChoice.js'
import { isImported } from '../mesh/formats.js'
import type { MeshSource, SourcedShape } from '../mesh/meshSource.js'
import type { FoundFiles, MeshFile } from './findMeshFiles.js'
import { ShapeReader } from './shapeReader.js'
import type { FilePart } from './splitter.js'
import { refusalOf } from '../mesh/refusal.js'

/**
 * A source of the shapes in the files that were found. First come the files that this program reads itself, then what
 * could not be read, then the files that need a Blender's importers; a Blender is started if there are any. A file is
 * read when its shapes are asked for. A single shape has the id of its file; several shapes have ids of their own:
 * `car.obj#wheel`.
 *
 * @param splitOf tells whether the shapes of a file are separate, or one mesh together
 * @param upOf    axis that points up in a file that this program reads itself, where that is known
 * @returns the source; its `count` grows when files turn out to hold several shapes
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
    const refused = refusalOf(cause)
    if (refused.code === 'cancelled') throw cause
    return [{ name: '', shape: { refused } }]
  }
}
