import type { WorkContext } from '../../shared/progress.js'
import { MeshPool } from '../mesh/meshPool.js'
import type { MeshInput, MeshSource } from '../mesh/meshSource.js'
import { workOnShapes } from './workOnShapes.js'
import type { ThumbnailOptions } from './thumbnailWorker.js'

/** Side of a thumbnail in pixels. A page of families shows it at 96 px, so it is sharp on finer screens. */
export const THUMBNAIL_PIXELS = 128

/** Seconds. A mesh at the size limits is drawn in some seconds. */
const TIME_LIMIT_SECONDS = 60

/**
 * Small pictures of the shapes of a source, drawn on threads. A shape without a mesh, or whose thread died, has none.
 *
 * @param upOf axis that points up in a shape, by its id
 * @param size side in pixels, 1 ... LARGEST_THUMBNAIL
 * @returns by id, the bytes of a WebP file
 * @throws ShapekinError `cancelled`
 */
export async function drawThumbnails(
  source: MeshSource,
  { upOf, size }: { readonly upOf: (id: string) => 'y' | 'z'; readonly size: number },
  work: WorkContext,
): Promise<Map<string, Uint8Array>> {
  const pool = new MeshPool<ThumbnailOptions, Uint8Array>('server/library/thumbnailWorker.js', {
    timeLimitSeconds: TIME_LIMIT_SECONDS,
  })
  const pictures = new Map<string, Uint8Array>()
  const draw = async (id: string, mesh: MeshInput) => {
    const picture = await pool.run(mesh, { up: upOf(id), size }, work.signal).catch(() => undefined)
    if (picture) pictures.set(id, picture)
  }
  try {
    await workOnShapes(source, { stage: 'pictures', threads: pool.workers }, draw, work)
    return pictures
  } finally {
    await pool.close()
  }
}
