import type { SortedLibrary, SortPlan } from '../library/sortLibrary.js'
import type { CommandResult } from './command.js'
import { fileLines, isIncomplete } from './fileLines.js'

/** Names of classes in one line. */
const MOST_NAMED = 12

/** Writes the table of where the shapes belong, and returns what to print. @throws ShapekinError `output.*` */
export async function sortResult({ table, sorting, notes, files }: SortedLibrary, out: string): Promise<CommandResult> {
  const { assumedUpLines } = await import('../checkpoint/describeForCheckpoint.js')
  const { writeRows } = await import('../table/writeTable.js')
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
export function planLine({ classes, level, wasGiven, sorted, unsorted }: SortPlan): string {
  const names = classes.slice(0, MOST_NAMED).join(', ') + (classes.length > MOST_NAMED ? ', ...' : '')
  const found = wasGiven ? '' : ' (if not, say --class-level)'
  const where = level === undefined ? '' : ` at level ${level} of the folders${found}`
  return `classes   ${classes.length}${where}: ${names}; with a class ${sorted}, to be placed ${unsorted}`
}
