import { ShapekinError } from '../../shared/errors.js'
import type { WorkContext } from '../../shared/progress.js'
import type { MeshInput, MeshSource } from '../mesh/meshSource.js'
import { workThrough } from '../system/workThrough.js'

/**
 * Works on the shapes of a source, several at a time; shapes without a mesh are skipped. Only as many are read as the
 * threads can work on, so that memory does not grow.
 *
 * @param stage   name of the work in its progress
 * @param threads how many shapes are worked on at a time
 * @param work    called for each shape; an error that it throws ends everything
 * @throws ShapekinError `cancelled`
 */
export async function workOnShapes(
  source: MeshSource,
  { stage, threads }: { readonly stage: string; readonly threads: number },
  work: (id: string, mesh: MeshInput) => Promise<void>,
  { progress, signal }: WorkContext,
): Promise<void> {
  let done = 0
  await workThrough(
    source,
    threads + 1, // one more than there are threads, so that the next shape is ready
    async ({ id, shape }) => {
      if (signal.aborted) throw new ShapekinError('cancelled')
      if ('refused' in shape) return void done++
      await work(id, shape)
      progress({ stage, done: ++done, total: source.count })
    },
    signal,
  )
  if (signal.aborted) throw new ShapekinError('cancelled')
}
