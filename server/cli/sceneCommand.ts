import { resolve } from 'node:path'
import { Argument } from '@commander-js/extra-typings'
import { RecordedError, ShapekinError } from '../../shared/errors.js'
import { parse } from '../../shared/parse.js'
import type { WorkContext } from '../../shared/progress.js'
import type { SceneTask } from '../../shared/schema/sceneRequest.js'
import { readConfig } from '../config.js'
import { exportFolder } from '../run/exportFolder.js'
import { sceneWords } from '../run/sceneWords.js'
import { checkOutputFile, checkReplaceable } from './checkOutput.js'
import { command, runAtEdge, type CommandResult } from './command.js'
import { FIELDS } from './generated/fields.js'
import { groupLines } from './groupLines.js'
import { schemaOptions } from './schemaOptions.js'

/** The table that marks a folder as an earlier one of the task. */
const TABLE_OF = {
  group: 'groups.tsv',
  sort: 'sorted.tsv',
  duplicates: 'duplicates.tsv',
  similar: 'similar.tsv',
} as const satisfies Record<SceneTask['task'], string>
const FIELDS_OF = {
  group: FIELDS.SceneRequest,
  sort: FIELDS.SceneSortRequest,
  duplicates: FIELDS.SceneDuplicatesRequest,
  similar: FIELDS.SceneSimilarRequest,
} as const satisfies Record<SceneTask['task'], object>
const TASKS = Object.keys(FIELDS_OF) as (keyof typeof FIELDS_OF)[]
const common = Object.keys(FIELDS_OF.group).filter((name) => name in FIELDS_OF.sort)

export const sceneCommand = command('scene')
  .argument('<file.blend>', 'file whose objects are looked at; it is not written')
  .addArgument(
    new Argument(
      '[task]',
      'group them by how alike they are, sort the rest like what is sorted already, find duplicates, or what is most like one of them',
    )
      .choices(TASKS)
      .default('group' as const),
  )
for (const option of schemaOptions(FIELDS_OF.group, common)) sceneCommand.addOption(option)
for (const [task, fields] of Object.entries(FIELDS_OF)) {
  const own = Object.keys(fields).filter((name) => !common.includes(name))
  for (const option of schemaOptions(fields, own)) {
    option.description = `${task}: ${option.description}`
    sceneCommand.addOption(option.name() === 'groups' ? option.conflicts('similar') : option)
  }
}
sceneCommand
  .requiredOption(
    '--out <folder>',
    'folder for groups.tsv, sorted.tsv, duplicates.tsv or similar.tsv, report.json and what they rest on',
  )
  .option('--save-as <file.blend>', 'save the colored, the sorted, or the file with linked duplicates there')
  .option('--render <file.png>', 'group: draw the colored objects')
  .action((file, task, { json, out, saveAs, render, ...given }) => {
    const request = { task, ...ownOptions(task, given) }
    return runAtEdge({ json }, async (context) => {
      const { SceneTask } = await import('../../shared/schema/sceneRequest.js') // heavy, see work
      return work(resolve(file), parse(SceneTask, request), { out: resolve(out), saveAs, render }, context)
    })
  })

interface Outputs {
  readonly out: string
  readonly saveAs?: string | undefined
  readonly render?: string | undefined
}

/** The options of this task. An option of another task is refused in the schema's words. */
function ownOptions(task: SceneTask['task'], given: object): object {
  const source = (name: string) => sceneCommand.getOptionValueSource(name as never)
  const own = Object.entries(given).filter(([name]) => name in FIELDS_OF[task] || source(name) === 'cli')
  return Object.fromEntries(
    own.map(([name, value]) => [name, name === 'library' && value ? resolve(String(value)) : value]),
  )
}

async function work(
  file: string,
  request: SceneTask,
  { out, saveAs, render }: Outputs,
  { signal, progress }: WorkContext,
): Promise<CommandResult> {
  checkReplaceable(out, (names) => names.includes('report.json') && names.includes(TABLE_OF[request.task]))
  const outputs = {
    blend: outputPath('save-as', saveAs, '.blend'),
    picture: outputPath('render', render, '.png'),
  }
  if (outputs.picture !== '' && request.task !== 'group')
    throw new ShapekinError('input.invalid', { field: 'render', problem: 'only a grouping is drawn' })
  const { startShapekin } = await import('../main.js') // heavy: `--help` and wrong use answer without it
  const shapekin = await startShapekin(readConfig(process.env, 0), 'guest')
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
        await exportFolder(scenes.filesOf(id).folder, out)
        const { summary, notes } = sceneWords(state.report)
        const written = [out, outputs.blend, outputs.picture].filter(Boolean)
        return {
          json: state.report,
          text: [summary, ...groupLines(state.report), ...notes, ...written.map((path) => `written   ${path}`)].join(
            '\n',
          ),
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

/** Path of an output file; '' when none is asked for. @throws ShapekinError `input.invalid`, `output.notWritable` */
function outputPath(field: string, path: string | undefined, ending: string): string {
  if (path === undefined) return ''
  if (!path.toLowerCase().endsWith(ending))
    throw new ShapekinError('input.invalid', { field, problem: `a path that ends in ${ending} is expected` })
  checkOutputFile(resolve(path))
  return resolve(path)
}
