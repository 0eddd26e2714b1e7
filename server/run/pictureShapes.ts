import { existsSync } from 'node:fs'
import { contentKey } from '../descriptor/contentKey.js'
import type { ThumbnailOptions } from '../library/thumbnailWorker.js'
import type { MeshPool } from '../mesh/meshPool.js'
import type { MeshInput, MeshSource, SourcedShape } from '../mesh/meshSource.js'
import { toMesh } from '../mesh/toMesh.js'
import type { SeenShape } from '../../shared/schema/liveEvent.js'
import type { ShapeStore } from './shapeStore.js'

/** Side of a thumbnail in pixels. The page shows it at 96 px, so it is sharp on finer screens. */
const THUMBNAIL_PIXELS = 160

export interface Pictured {
  readonly pool: MeshPool<ThumbnailOptions, Uint8Array>
  readonly store: ShapeStore
  readonly signal: AbortSignal
  /** Called when a shape's picture and mesh are in the store. */
  readonly onShape: (shape: SeenShape) => void
  /** Called when all shapes have been passed on and drawn. */
  readonly onEnd: () => Promise<void>
}

/**
 * Passes the shapes of a source on unchanged, and draws each meanwhile. The reader can be only a few shapes ahead of
 * the drawing, so that memory does not grow. A shape that can not be drawn or stored has no picture, and nothing fails
 * because of it.
 */
export const pictureShapes = (source: MeshSource, { pool, store, signal, onShape, onEnd }: Pictured): MeshSource => ({
  count: source.count,
  async *[Symbol.asyncIterator](): AsyncGenerator<SourcedShape, void> {
    const drawing = new Set<Promise<void>>()
    const draw = async ({ index, id, class: label }: SourcedShape, mesh: MeshInput) => {
      const key = contentKey(mesh)
      try {
        if (!existsSync(store.picturePath(key)))
          await store.put(key, await pool.run(mesh, { up: 'z', size: THUMBNAIL_PIXELS }, signal), await toMesh(mesh))
        onShape({ index, id, class: label, key })
      } catch {
        // the shape has no picture
      }
    }
    for await (const sourced of source) {
      if (!('refused' in sourced.shape)) {
        const drawn = draw(sourced, sourced.shape).finally(() => drawing.delete(drawn))
        drawing.add(drawn)
        if (drawing.size > 2 * pool.workers) await Promise.race(drawing)
      }
      yield sourced
    }
    await Promise.all(drawing)
    await onEnd()
  },
})
