import type { WorkContext } from '../../shared/progress.js'
import { onThread } from '../executor/onThread.js'
import type { JudgeTask, SpaceReport } from './judgeSpace.js'
import type judge from './judgeWorker.js'

/**
 * judgeSpace on a thread of its own, so that a command can be cancelled meanwhile: with many rows it takes minutes.
 *
 * @throws ShapekinError as judgeSpace, and `cancelled`
 */
export const judgeInWorker = (task: JudgeTask, work: WorkContext): Promise<SpaceReport> =>
  onThread<typeof judge>('server/library/judgeWorker.js', task, work)
