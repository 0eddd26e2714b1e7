import { toShapekinError } from '../../shared/errors.js'
import type { MeshFile } from '../mesh/findMeshFiles.js'
import type { MeshSource, SourcedShape } from '../mesh/meshSource.js'
import { readMeshBytes } from '../mesh/readMeshBytes.js'

/** Mesh files, read when they are asked for; a file that can not be read is refused. */
export const fileSource = (files: readonly MeshFile[]): MeshSource => ({
  count: files.length,
  async *[Symbol.asyncIterator](): AsyncGenerator<SourcedShape, void> {
    for (const [index, { path, class: label }] of files.entries())
      yield { index, id: path, class: label, shape: await readFile(path) }
  },
})

async function readFile(path: string): Promise<SourcedShape['shape']> {
  try {
    return await readMeshBytes(path)
  } catch (cause) {
    const { code, message } = toShapekinError(cause)
    return { refused: { code, message } }
  }
}
