import { MessageChannel } from 'node:worker_threads'
import type { Progress, WorkContext } from '../../shared/progress.js'
import { onThread } from '../system/onThread.js'
import type { RefusedShape } from '../descriptor/describeSource.js'
import type { Duplicate } from '../duplicates/findDuplicates.js'
import type { DuplicatesAnswer, DuplicatesTask } from './duplicatesWorker.js'
import { requireMeshFiles, type FoundFiles } from './findMeshFiles.js'

/** A file that is the same as another one, see Duplicate. */
export interface DuplicateFile extends Omit<Duplicate, 'shape' | 'of'> {
  readonly id: string
  readonly class: string
  readonly of: string
}

export interface DuplicateFiles extends Pick<FoundFiles, 'passedOver' | 'unread'> {
  readonly refused: readonly RefusedShape[]
  /** Files that were compared. */
  readonly shapes: number
  readonly duplicates: readonly DuplicateFile[]
}

/**
 * Mesh files that hold the same shape as an earlier one, by their ids. Nothing is changed.
 *
 * @param paths      mesh files and folders
 * @param tolerance  percent of the size that surfaces may lie apart, 0 ... 10
 * @throws ShapekinError as requireMeshFiles, `cancelled`
 */
export async function findDuplicateFiles(
  paths: readonly string[],
  tolerance: number,
  { progress, signal }: WorkContext,
): Promise<DuplicateFiles> {
  const { files, refused, passedOver, unread } = await requireMeshFiles(paths)
  const { port1, port2 } = new MessageChannel()
  port1.on('message', (done: Progress) => progress(done))
  try {
    const task: DuplicatesTask = { files, tolerance: tolerance / 100, progress: port2 }
    const thread = { signal, transferList: [port2] }
    const answer = await onThread<DuplicatesTask, DuplicatesAnswer>('server/library/duplicatesWorker.js', task, thread)
    const duplicates = answer.duplicates.map(({ shape, of, ...evidence }) => ({
      id: answer.files[shape].id,
      class: answer.files[shape].class,
      of: answer.files[of].id,
      ...evidence,
    }))
    return { refused: [...refused, ...answer.refused], shapes: answer.files.length, passedOver, unread, duplicates }
  } finally {
    port1.close()
  }
}
