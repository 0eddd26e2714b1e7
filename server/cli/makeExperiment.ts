import { RecordedError, ShapekinError } from '../../shared/errors.js'
import type { WorkContext } from '../../shared/progress.js'
import type { RunRequest } from '../../shared/schema/runRequest.js'
import type { Shapekin } from '../main.js'
import { exportFolder } from '../run/exportFolder.js'
import { notesOf } from '../run/summarizeRun.js'
import { isTerminated, type CommandResult } from './command.js'
import { printScores } from './printScores.js'

/**
 * Whether files of these names come from an earlier experiment. `report.json` alone would not do, because a training
 * leaves one, too.
 */
export const isExperiment = (names: readonly string[]): boolean =>
  names.includes('report.json') && names.includes('labels.tsv')

export interface ExperimentManner {
  /** True: always makes a new experiment. False: takes one that was made before with the same request and is kept. */
  readonly isAnew: boolean
  /** True: Ctrl-C leaves it under way, and the next start goes on with it. False: Ctrl-C cancels it. */
  readonly isLeftUnderWay: boolean
}

/**
 * Makes an experiment in `shapekin` and puts what it made in place of the folder `out`.
 *
 * @throws ShapekinError the error that it failed with; `cancelled`; `run.stopped` when it was left under way;
 *   `output.*`
 */
export async function makeExperiment(
  shapekin: Shapekin,
  request: RunRequest,
  out: string,
  { isAnew, isLeftUnderWay }: ExperimentManner,
  { signal, progress }: WorkContext,
): Promise<CommandResult> {
  const { runs } = shapekin
  const { id } = (isAnew ? undefined : runs.findDone(request)) ?? runs.startOrGoOn(request)
  const stopListening = runs.onChange((record) => {
    if (record.id === id && record.state.status === 'running') progress(record.state)
  })
  const stop = () => void (isLeftUnderWay || isTerminated(signal) ? runs.close() : runs.cancel(id))
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  const { state, created } = await runs.ended(id)
  stopListening()
  signal.removeEventListener('abort', stop)
  switch (state.status) {
    case 'done': {
      await exportFolder(runs.filesOf(id).folder, out)
      const { test, baseline } = state.report
      return {
        json: state.report,
        text: [
          `test      ${printScores(test)}`,
          `raw       ${printScores(baseline)}`,
          `health    ${notesOf(state.report).join('\n          ') || 'nothing suspicious found'}`,
          `written   ${out}`,
          `made      ${new Date(created).toLocaleString()}`,
        ].join('\n'),
      }
    }
    case 'failed':
      throw new RecordedError(state.error)
    case 'cancelled':
      throw new ShapekinError('cancelled')
    case 'queued':
    case 'running':
      throw new ShapekinError('run.stopped')
  }
}
