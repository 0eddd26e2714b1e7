import { resolve } from 'node:path'
import type { SortPlan, SortRequest } from '../library/sortLibrary.js'
import { centerOption, upOption } from './axesOptions.js'
import { checkOutputFile } from './checkOutput.js'
import { classesInOption, classLevelOption, unsortedOption } from './classOptions.js'
import { command, runAtEdge, type CommandResult } from './command.js'
import { planLine, sortResult } from './sortResult.js'
import { splitOption } from './splitOption.js'
import { viewsOption } from './viewsOption.js'
import type { WorkContext } from '../../shared/progress.js'

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
  .addOption(upOption)
  .addOption(centerOption)
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
