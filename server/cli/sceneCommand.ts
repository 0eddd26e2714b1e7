import { resolve } from 'node:path'
import { RecordedError, ShapekinError } from '../../shared/errors.js'
import { parse } from '../../shared/parse.js'
import type { WorkContext } from '../../shared/progress.js'
import { SceneRequest } from '../../shared/schema/sceneRequest.js'
import { readConfig } from '../config.js'
import { exportFolder } from '../run/exportFolder.js'
import { sceneWords } from '../run/sceneView.js'
import { checkOutputFile, checkReplaceable } from './checkOutput.js'
import { command, runAtEdge, type CommandResult } from './command.js'
import { schemaOptions } from './schemaOptions.js'

export const sceneCommand = command('scene').argument(
  '<file.blend>',
  'file whose objects are grouped; it is not written',
)
for (const option of schemaOptions(SceneRequest))
  sceneCommand.addOption(option.name() === 'groups' ? option.conflicts('similar') : option)
sceneCommand
  .requiredOption('--out <folder>', 'folder for groups.tsv, report.json, tree, embedding and map')
  .option('--save-as <file.blend>', 'save the colored file there')
  .option('--render <file.png>', 'draw the colored objects')
  .action((file, { json, out, saveAs, render, ...request }) =>
    runAtEdge({ json }, (context) =>
      group(resolve(file), parse(SceneRequest, request), { out: resolve(out), saveAs, render }, context),
    ),
  )

interface Outputs {
  readonly out: string
  readonly saveAs?: string | undefined
  readonly render?: string | undefined
}

const isGrouping = (names: readonly string[]): boolean => names.includes('report.json') && names.includes('groups.tsv')

async function group(
  file: string,
  request: SceneRequest,
  { out, saveAs, render }: Outputs,
  { signal, progress }: WorkContext,
): Promise<CommandResult> {
  checkReplaceable(out, isGrouping)
  const outputs = {
    blend: outputPath('save-as', saveAs, '.blend'),
    picture: outputPath('render', render, '.png'),
  }
  const { startShapekin } = await import('../main.js') // heavy: `--help` and wrong use answer without it
  const shapekin = await startShapekin(readConfig(process.env, 0))
  try {
    const { scenes } = shapekin
    const { id } = scenes.startFile({ ...request, file, outputs: [] }, outputs)
    scenes.onChange(({ state }) => {
      if (state.status === 'running') progress(state)
    })
    const cancel = () => scenes.cancel(id)
    signal.addEventListener('abort', cancel)
    if (signal.aborted) cancel()
    const { state } = await scenes.ended(id)
    switch (state.status) {
      case 'done': {
        exportFolder(scenes.filesOf(id).folder, out)
        const { summary, notes } = sceneWords(state.report)
        const written = [out, outputs.blend, outputs.picture].filter(Boolean)
        return {
          json: state.report,
          text: [summary, ...notes, ...written.map((path) => `written   ${path}`)].join('\n'),
        }
      }
      case 'failed':
        throw new RecordedError(state.error)
      case 'cancelled':
      case 'queued':
      case 'running':
        throw new ShapekinError('cancelled')
    }
  } finally {
    await shapekin.close()
  }
}

/** '' when none is asked for. @throws ShapekinError `input.invalid`, `output.notWritable` */
function outputPath(field: string, path: string | undefined, ending: string): string {
  if (path === undefined) return ''
  if (!path.toLowerCase().endsWith(ending))
    throw new ShapekinError('input.invalid', { field, problem: `a path that ends in ${ending} is expected` })
  checkOutputFile(resolve(path))
  return resolve(path)
}
