import { resolve } from 'node:path'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import type { SortPlan, SortRequest } from '../library/sortLibrary.js'
import { checkOutputFile } from './checkOutput.js'
import { command, runAtEdge, type CommandResult } from './command.js'
import { fileLines, isIncomplete } from './fileLines.js'
import { splitOption } from './splitOption.js'
import { nameOption, wholeNumberOption } from './valueOptions.js'
import { viewsOption } from './viewsOption.js'
import type { WorkContext } from '../../shared/progress.js'

/** No library is deeper: a path has at most some 4,000 characters. */
const DEEPEST = 1000
/** Names of classes in one line. */
const MOST_NAMED = 12

const { up, center } = DescribeOptions.shape

export const sortCommand = command('sort')
  .argument(
    '<path>',
    'a table in which some rows have a class; or a folder with a folder for each class somewhere in it',
  )
  .requiredOption(
    '--out <table.tsv>',
    'table to write: id, class, nearest, distance, confidence (0 to 1, the chance that the class is right)',
  )
  .addOption(
    wholeNumberOption(
      '--class-level <number>',
      'level of folders whose names are classes, 1 = directly in the given one; default: found by their names',
      1,
      DEEPEST,
    ),
  )
  .option('--classes-in <folder>', 'folder inside whose own folders are the classes')
  .option(
    '--unsorted <folder>',
    'folder inside in which no file has a class; those directly in the given one never have',
  )
  .option('--checkpoint <folder>', 'what to know about shapes beforehand; default: the pretrained one that fits')
  .addOption(nameOption('--up <axis>', 'of mesh files: what points up in them, none if unknown; default y', up))
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
  const { assumedUpLines } = await import('../checkpoint/describeForCheckpoint.js')
  const { writeRows } = await import('../table/writeTable.js')
  const tell = (plan: SortPlan) => void process.stderr.write(`${planLine(plan)}\n`)
  const { table, sorting, notes, files } = await sortLibrary(request, tell, context)
  const { ids } = table
  const { space, leaveOneOut, placements } = sorting
  await writeRows(out, [
    ['id', 'class', 'nearest', 'distance', 'confidence'],
    ...placements.map(({ row, class: name, nearest, distance, confidence }) => [
      ids[row],
      name,
      ids[nearest],
      distance.toPrecision(6),
      confidence.toFixed(3),
    ]),
  ])
  const sorted = ids.length - placements.length
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  const expected = placements.reduce((sum, { confidence }) => sum + confidence, 0)
  return {
    json: {
      sorted,
      placed: placements.length,
      space,
      leaveOneOut,
      confidence: sorting.confidence,
      refused: files?.described.refused ?? [],
      out,
    },
    text: [
      ...(files ? [...fileLines(files.described), ...assumedUpLines(files.input, ids)] : []),
      ...notes,
      `${placements.length} shapes placed by ${sorted} sorted ones, by ${space} distance`,
      ...(sorting.confidence === 'chance'
        ? [
            `of the sorted shapes their nearest other one tells the class of ${Object.entries(leaveOneOut)
              .map(([name, share]) => `${percent(share)} (${name})`)
              .join(
                ', ',
              )}; of the ${placements.length} placed ones about ${expected.toFixed(expected < 10 ? 1 : 0)} are right, if they are of the same kind`,
          ]
        : [
            'there is one class only, so nothing is told apart: confidence is the share of its own shapes that lie as far from their nearest one',
          ]),
      `written   ${out}`,
    ].join('\n'),
    isIncomplete: files !== undefined && isIncomplete(files.described),
  }
}

/** `classes   35 at level 1 of the folders: banner, barrel, ...; with a class 115, to be placed 114` */
function planLine({ classes, level, wasGiven, sorted, unsorted }: SortPlan): string {
  const names = classes.slice(0, MOST_NAMED).join(', ') + (classes.length > MOST_NAMED ? ', ...' : '')
  const found = wasGiven ? '' : ' (if not, say --class-level)'
  const where = level === undefined ? '' : ` at level ${level} of the folders${found}`
  return `classes   ${classes.length}${where}: ${names}; with a class ${sorted}, to be placed ${unsorted}`
}
