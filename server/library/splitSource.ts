import { toShapekinError } from '../../shared/errors.js'
import { MeshPool } from '../mesh/meshPool.js'
import type { MeshPart } from '../mesh/meshParts.js'
import type { MeshSource, SourcedShape } from '../mesh/meshSource.js'
import { canSplit } from '../mesh/splitMesh.js'

/**
 * The shapes of a source of files, those of a file that holds several one by one: `car.obj#wheel`. A file with one shape keeps
 * its id, and one that can not be taken apart is given on as it is, so that whoever reads it says why.
 *
 * @returns its `count` grows as files turn out to hold several
 */
export function splitSource(source: MeshSource, signal: AbortSignal): MeshSource {
  let more = 0
  return {
    get count() {
      return source.count + more
    },
    async *[Symbol.asyncIterator](): AsyncGenerator<SourcedShape, void> {
      const pool = new MeshPool<undefined, MeshPart[]>('server/mesh/splitWorker.js', { workers: 1 })
      let index = 0
      try {
        for await (const shape of source) {
          const parts = await partsOf(shape, pool, signal)
          more += parts.length - 1
          for (const part of parts) yield { ...part, index: index++ }
        }
      } finally {
        await pool.close()
      }
    },
  }
}

async function partsOf(
  sourced: SourcedShape,
  pool: MeshPool<undefined, MeshPart[]>,
  signal: AbortSignal,
): Promise<SourcedShape[]> {
  const { shape } = sourced
  if (!('bytes' in shape) || !canSplit(shape.format)) return [sourced]
  try {
    const parts = await pool.run(shape, undefined, signal)
    if (parts.length < 2) return [sourced]
    return parts.map((part) => ({ ...sourced, id: `${sourced.id}#${part.name}`, shape: part.shape }))
  } catch (cause) {
    if (toShapekinError(cause).code === 'cancelled') throw cause
    return [sourced]
  }
}
