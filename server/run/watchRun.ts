import { readFile } from 'node:fs/promises'
import type { ThumbnailOptions } from '../library/thumbnailWorker.js'
import type { MeshPool } from '../mesh/meshPool.js'
import { readKeptPictures } from './keptPictures.js'
import type { LiveRuns } from './liveRuns.js'
import { keepPictures } from './keepPictures.js'
import type { RunWatch } from './runWatch.js'
import type { ShapeStore } from './shapeStore.js'

export interface WatchDoors {
  readonly live: LiveRuns
  readonly store: ShapeStore
  readonly pool: MeshPool<ThumbnailOptions, Uint8Array>
  /** File that says which picture each shape of the run has. */
  readonly shapesFile: string
  readonly signal: AbortSignal
}

/** Reports to LiveRuns what a run does, draws its shapes, and records which picture belongs to which shape. */
export function watchRun(id: string, { live, store, pool, shapesFile, signal }: WatchDoors): RunWatch {
  return {
    shapes: (source) =>
      keepPictures(source, { pool, store, path: shapesFile, signal, onShape: (shape) => live.addShape(id, shape) }),
    epochs: (epochs, rawAccuracy) => live.addEpochs(id, epochs, rawAccuracy),
    async pictures() {
      const keys = await readKeptPictures(shapesFile)
      const read = await Promise.all(
        Array.from(
          keys,
          async ([id, key]) => [id, await readFile(store.picturePath(key)).catch(() => undefined)] as const,
        ),
      )
      return new Map(read.flatMap(([id, picture]) => (picture ? [[id, picture]] : [])))
    },
  }
}
