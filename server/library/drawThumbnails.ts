import { ShapekinError } from '../../shared/errors.js'
import type { WorkContext } from '../../shared/progress.js'
import { MeshPool } from '../mesh/meshPool.js'
import type { MeshInput, MeshSource } from '../mesh/meshSource.js'
import type { ThumbnailOptions } from './thumbnailWorker.js'

/** Side of a thumbnail: 96 px on a page of families, sharp on finer screens. */
export const THUMBNAIL_PIXELS = 128

/** A mesh at the limits is drawn in some seconds. */
const TIME_LIMIT_SECONDS = 60

/**
 * Small pictures of the shapes of a source, drawn on threads. A shape without a mesh, or whose thread died, has none.
 *
 * @param upOf what points up in a shape, by its id
 * @param size side in pixels, 1 ... LARGEST_THUMBNAIL
 * @returns by id, the bytes of a WebP file
 * @throws ShapekinError `cancelled`
 */
export async function drawThumbnails(
  source: MeshSource,
  { upOf, size }: { readonly upOf: (id: string) => 'y' | 'z'; readonly size: number },
  { progress, signal }: WorkContext,
): Promise<Map<string, Uint8Array>> {
  const pool = new MeshPool<ThumbnailOptions, Uint8Array>('server/library/thumbnailWorker.js', {
    timeLimitSeconds: TIME_LIMIT_SECONDS,
  })
  const pictures = new Map<string, Uint8Array>()
  const drawing = new Set<Promise<void>>()
  let done = 0
  const draw = async (id: string, mesh: MeshInput) => {
    const picture = await pool.run(mesh, { up: upOf(id), size }, signal).catch(() => undefined)
    if (picture) pictures.set(id, picture)
    progress({ stage: 'pictures', done: ++done, total: source.count })
  }
  try {
    for await (const { id, shape } of source) {
      if (signal.aborted) throw new ShapekinError('cancelled')
      if ('refused' in shape) {
        done++
        continue
      }
      const drawn = draw(id, shape).finally(() => drawing.delete(drawn))
      drawing.add(drawn)
      if (drawing.size > pool.workers) await Promise.race(drawing) // one ahead of each thread, so that memory stays flat
    }
    await Promise.all(drawing)
    if (signal.aborted) throw new ShapekinError('cancelled')
    return pictures
  } finally {
    await pool.close()
  }
}
