import { ShapekinError } from '../../shared/errors.js'
import type { WorkContext } from '../../shared/progress.js'
import type { MeshInput, MeshSource } from '../mesh/meshSource.js'
import { workThrough } from '../system/workThrough.js'

/**
 * Works on the shapes of a source, several at a time; those without a mesh are passed over. No more of them are read than
 * threads can work on, so that memory stays flat.
 *
 * @param stage   what the work is called in its progress
 * @param threads how many shapes are worked on at a time
 * @param work    whatever it throws ends all
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
    threads + 1, // one ahead of each thread
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
