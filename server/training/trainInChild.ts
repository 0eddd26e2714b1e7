import { ShapekinError, toShapekinError } from '../../shared/errors.js'
import type { Executor, ExecutorContext } from '../executor/executor.js'
import { inChild } from '../executor/inChild.js'
import type { TrainRequest, TrainResult } from './trainCheckpoint.js'
import type train from './trainWorker.js'
import { checkTrainRequest } from './checkTrainRequest.js'
import { TrainOptions } from '../../shared/schema/trainOptions.js'

export interface TrainInput extends Omit<TrainRequest, 'options'> {
  /** Options that are left out have their defaults. */
  readonly options?: Partial<TrainOptions>
}

/**
 * Trains in a child process: native TensorFlow would block the event loop, and if it crashes, only the child ends.
 *
 * @param run where several trainings are to share a child, see withKeptChild
 * @throws ShapekinError `train.tooFew` and the other errors of checkTrainRequest before it starts, `train.failed`
 *   with the child's reason, `cancelled`
 */
export async function trainInChild(
  { options, ...tables }: TrainInput,
  context: ExecutorContext = {},
  run: Executor = inChild,
): Promise<TrainResult> {
  const request: TrainRequest = { ...tables, options: TrainOptions.parse(options ?? {}) }
  checkTrainRequest(request)
  try {
    return await run<typeof train>('server/training/trainWorker.js', request, context)
  } catch (cause) {
    const { code, values } = toShapekinError(cause)
    throw code === 'internal' ? new ShapekinError('train.failed', { reason: values.reason }, { cause }) : cause
  }
}
