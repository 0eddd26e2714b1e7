import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import { ShapekinError } from '../../shared/errors.js'
import type { WorkContext } from '../../shared/progress.js'
import type { MeshSource } from '../mesh/meshSource.js'
import { compiledUrl } from '../system/projectRoot.js'
import type { ThumbnailAnswer, ThumbnailTask } from './thumbnailWorker.js'

/** A mesh at the limits is drawn in some seconds. */
const TIME_LIMIT_SECONDS = 60

export interface ThumbnailOptions {
  /** What points up in a shape, by its id. */
  readonly upOf: (id: string) => 'y' | 'z'
  /** Side in pixels, 1 ... LARGEST_THUMBNAIL. */
  readonly size: number
}

/**
 * Small pictures of the shapes of a source, drawn on threads. A shape without a mesh, or whose thread died, has none.
 *
 * @returns by id, the bytes of a WebP file
 * @throws ShapekinError `cancelled`
 */
export async function drawThumbnails(
  source: MeshSource,
  { upOf, size }: ThumbnailOptions,
  { progress, signal }: WorkContext,
): Promise<Map<string, Uint8Array>> {
  const workers = availableParallelism()
  const pool = new Piscina<ThumbnailTask, ThumbnailAnswer>({
    filename: compiledUrl('server/library/thumbnailWorker.js').href,
    maxThreads: workers,
    execArgv: [], // None of a test runner's or debugger's own.
  })
  const pictures = new Map<string, Uint8Array>()
  const drawing = new Set<Promise<void>>()
  let done = 0
  const draw = async (id: string, task: ThumbnailTask) => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT_SECONDS * 1000)])
    const answer = await pool.run(task, { signal: limit }).catch(() => undefined)
    if (answer?.type === 'drawn') pictures.set(id, answer.webp)
    progress({ stage: 'pictures', done: ++done, total: source.count })
  }
  try {
    for await (const { id, shape } of source) {
      if (signal.aborted) throw new ShapekinError('cancelled')
      if ('refused' in shape) {
        done++
        continue
      }
      const drawn = draw(id, { input: shape, up: upOf(id), size }).finally(() => drawing.delete(drawn))
      drawing.add(drawn)
      if (drawing.size > workers) await Promise.race(drawing) // one ahead of each thread, so that memory stays flat
    }
    await Promise.all(drawing)
    if (signal.aborted) throw new ShapekinError('cancelled')
    return pictures
  } finally {
    await pool.destroy()
  }
}
