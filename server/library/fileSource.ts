import { toShapekinError } from '../../shared/errors.js'
import type { MeshSource, SourcedShape } from '../mesh/meshSource.js'
import { readMeshBytes } from '../mesh/readMeshBytes.js'
import type { FoundFiles, MeshFile } from './findMeshFiles.js'

/** Mesh files, read when they are asked for; what can not be read is refused. */
export const fileSource = ({ files, refused }: Pick<FoundFiles, 'files' | 'refused'>): MeshSource => ({
  count: files.length + refused.length,
  async *[Symbol.asyncIterator](): AsyncGenerator<SourcedShape, void> {
    for (const [index, file] of files.entries())
      yield { index, id: file.id, class: file.class, shape: await readFile(file) }
    for (const [i, { id, class: label, ...refusal }] of refused.entries())
      yield { index: files.length + i, id, class: label, shape: { refused: refusal } }
  },
})

async function readFile(file: MeshFile): Promise<SourcedShape['shape']> {
  try {
    return await readMeshBytes(file)
  } catch (cause) {
    const { code, message } = toShapekinError(cause)
    return { refused: { code, message } }
  }
}
