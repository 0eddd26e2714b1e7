import { ShapekinError } from '../../shared/errors.js'
import type { WorkContext } from '../../shared/progress.js'
import type { MeshInput, MeshSource } from '../mesh/meshSource.js'

/**
 * Works on the shapes of a source, several at a time; those without a mesh are passed over. No more of them are read than
 * threads can work on, so that memory stays flat.
 *
 * @param stage   what the work is called in its progress
 * @param threads how many shapes are worked on at a time
 * @param work    whatever it throws ends all
 * @throws ShapekinError `cancelled`
 */
export async function eachShape(
  source: MeshSource,
  { stage, threads }: { readonly stage: string; readonly threads: number },
  work: (id: string, mesh: MeshInput) => Promise<void>,
  { progress, signal }: WorkContext,
): Promise<void> {
  const underWay = new Set<Promise<void>>()
  let done = 0
  for await (const { id, shape } of source) {
    if (signal.aborted) throw new ShapekinError('cancelled')
    if ('refused' in shape) {
      done++
      continue
    }
    const working = work(id, shape).finally(() => {
      underWay.delete(working)
      progress({ stage, done: ++done, total: source.count })
    })
    underWay.add(working)
    if (underWay.size > threads) await Promise.race(underWay) // one ahead of each thread
  }
  await Promise.all(underWay)
  if (signal.aborted) throw new ShapekinError('cancelled')
}
