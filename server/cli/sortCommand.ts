import { resolve } from 'node:path'
import type { SortPlan, SortRequest } from '../library/sortLibrary.js'
import { checkOutputFile } from './checkOutput.js'
import { classesInOption, classLevelOption, unsortedOption } from './classOptions.js'
import { command, runAtEdge, type CommandResult } from './command.js'
import { planLine, sortResult } from './sortResult.js'
import { splitOption } from './splitOption.js'
import { FIELDS } from './generated/fields.js'
import { nameOption } from './valueOptions.js'
import { viewsOption } from './viewsOption.js'
import type { WorkContext } from '../../shared/progress.js'

const { center } = FIELDS.DescribeOptions
const { up } = FIELDS.UpChoice

export const sortCommand = command('sort')
  .argument(
    '<path>',
    'a table in which some rows have a class; or a folder with a folder for each class somewhere in it',
  )
  .requiredOption(
    '--out <table.tsv>',
    'table to write: id, class, nearest, distance, confidence (0 to 1, the chance that the class is right)',
  )
  .addOption(classLevelOption)
  .addOption(classesInOption)
  .addOption(unsortedOption)
  .option('--checkpoint <folder>', 'what to know about shapes beforehand; default: the pretrained one that fits')
  .addOption(
    nameOption(
      '--up <axis>',
      'of mesh files: what points up in them, none if unknown; default y; auto finds it out',
      up,
    ),
  )
  .addOption(nameOption('--center <name>', 'of mesh files, for a checkpoint of chords', center))
  .addOption(splitOption)
  .addOption(viewsOption)
  .action((path, { json, out, checkpoint, up, center, split, views, ...choice }) =>
    runAtEdge({ json }, (context) =>
      sort({ path, checkpoint, axes: { up, center }, split, views, choice }, resolve(out), context),
    ),
  )

async function sort(request: SortRequest, out: string, context: WorkContext): Promise<CommandResult> {
  checkOutputFile(out)
  const { sortLibrary } = await import('../library/sortLibrary.js') // heavy: `--help` and wrong use answer without it
  const tell = (plan: SortPlan) => void process.stderr.write(`${planLine(plan)}\n`)
  return sortResult(await sortLibrary(request, tell, context), out)
}
