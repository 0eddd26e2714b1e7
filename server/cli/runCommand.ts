import { resolve } from 'node:path'
import { RecordedError, ShapekinError } from '../../shared/errors.js'
import { parse } from '../../shared/parse.js'
import { RunRequest } from '../../shared/schema/runRequest.js'
import { readConfig } from '../config.js'
import { command, isStop, runAtEdge, type CommandResult } from './command.js'
import { checkReplaceable } from './checkOutput.js'
import { exportFolder } from '../run/exportFolder.js'
import { printScores } from './printScores.js'
import { notesOf } from '../run/summarizeRun.js'
import { schemaOptions } from './schemaOptions.js'
import type { WorkContext } from '../../shared/progress.js'

export const runCommand = command('run')
for (const option of schemaOptions(RunRequest)) runCommand.addOption(option)
runCommand
  .requiredOption('--out <folder>', 'folder for report.json, tables, pictures, scene and checkpoint')
  .action(({ out, json, ...request }) =>
    runAtEdge({ json }, (context) => run(parse(RunRequest, request), resolve(out), context)),
  )

/** A training leaves a report, too, and shapes from `generate` have recipes. */
const isRun = (names: readonly string[]): boolean => names.includes('report.json') && names.includes('labels.tsv')

async function run(request: RunRequest, out: string, { signal, progress }: WorkContext): Promise<CommandResult> {
  checkReplaceable(out, isRun)
  const { startShapekin } = await import('../main.js') // heavy: `--help` and wrong use answer without it
  const shapekin = await startShapekin(readConfig(process.env, 0), 'guest')
  try {
    const { id } = shapekin.runs.startOrGoOn(request)
    shapekin.runs.onChange(({ state }) => {
      if (state.status === 'running') progress(state)
    })
    const end = () => void (isStop(signal) ? shapekin.runs.close() : shapekin.runs.cancel(id))
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
    const { state } = await shapekin.runs.ended(id)
    switch (state.status) {
      case 'done': {
        exportFolder(shapekin.runs.filesOf(id).folder, out)
        const { test, baseline } = state.report
        const notes = notesOf(state.report)
        return {
          json: state.report,
          text: [
            `test      ${printScores(test)}`,
            `raw       ${printScores(baseline)}`,
            `health    ${notes.join('\n          ') || 'nothing suspicious found'}`,
            `written   ${out}`,
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
  } finally {
    await shapekin.close()
  }
}
