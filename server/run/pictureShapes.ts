import { existsSync } from 'node:fs'
import { contentKey } from '../descriptor/contentKey.js'
import type { ThumbnailOptions } from '../library/thumbnailWorker.js'
import type { MeshPool } from '../mesh/meshPool.js'
import type { MeshInput, MeshSource, SourcedShape } from '../mesh/meshSource.js'
import { toMesh } from '../mesh/toMesh.js'
import type { SeenShape } from '../../shared/schema/liveEvent.js'
import type { ShapeStore } from './shapeStore.js'

/** Side of a thumbnail: 96 px on the page, sharp on finer screens. */
const THUMBNAIL_PIXELS = 160

export interface Pictured {
  readonly pool: MeshPool<ThumbnailOptions, Uint8Array>
  readonly store: ShapeStore
  readonly signal: AbortSignal
  /** A shape's picture and mesh are in the store. */
  readonly onShape: (shape: SeenShape) => void
  /** All shapes have been passed on and drawn. */
  readonly onEnd: () => Promise<void>
}

/**
 * Passes a source's shapes on as they are, and has each drawn meanwhile. Whoever reads goes no faster than the drawing, a
 * few shapes aside, so that memory stays flat. A shape that can not be drawn, or kept, has no picture: nothing fails of it.
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
        // without a picture
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
