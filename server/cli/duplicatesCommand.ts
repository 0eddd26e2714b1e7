import { resolve } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import type { WorkContext } from '../../shared/progress.js'
import type { DuplicateFile } from '../library/findDuplicateFiles.js'
import { READ_NAMES } from '../mesh/formats.js'
import { checkOutputFile } from './checkOutput.js'
import { command, runAtEdge, type CommandResult } from './command.js'
import { fileLines, isIncomplete } from './fileLines.js'
import { numberOption } from './valueOptions.js'

/** Percent of the size: what a person does not see, and rounding and gentle remeshing stay below. */
const DEFAULT_TOLERANCE = 1
const LARGEST_TOLERANCE = 10

export const duplicatesCommand = command('duplicates')
  .argument('<path...>', `mesh files (${READ_NAMES}) and folders`)
  .addOption(
    numberOption(
      '--tolerance <percent>',
      `how far surfaces may lie apart, as a share of the size (0 to ${LARGEST_TOLERANCE})`,
    ).default(DEFAULT_TOLERANCE),
  )
  .option('--out <table.tsv>', 'table to write: id, class, of, changes, residual, share, scale, triangles')
  .action((paths, { json, ...request }) => runAtEdge({ json }, (context) => duplicates(paths, request, context)))

async function duplicates(
  paths: readonly string[],
  { tolerance, out }: { readonly tolerance: number; readonly out?: string | undefined },
  context: WorkContext,
): Promise<CommandResult> {
  if (!(tolerance >= 0 && tolerance <= LARGEST_TOLERANCE))
    throw new ShapekinError('input.invalid', {
      field: 'tolerance',
      problem: `a percentage from 0 to ${LARGEST_TOLERANCE} is expected`,
    })
  const table = out === undefined ? undefined : resolve(out)
  if (table !== undefined) checkOutputFile(table)
  // Heavy: `--help` and wrong use answer without them.
  const { findDuplicateFiles } = await import('../library/findDuplicateFiles.js')
  const found = await findDuplicateFiles(paths, tolerance, context)
  if (table !== undefined) {
    const { writeRows } = await import('../table/writeTable.js')
    await writeRows(table, [COLUMNS, ...found.duplicates.map(rowOf)])
  }
  const { unread, ...json } = found
  return {
    json: { ...json, unread: Object.fromEntries(unread), ...(table === undefined ? {} : { out: table }) },
    text: [
      ...fileLines(found),
      ...found.duplicates.map(lineOf),
      `${found.shapes} shapes, ${found.duplicates.length} of them duplicates of another one; nothing was changed`,
      ...(table === undefined ? [] : [`written   ${table}`]),
    ].join('\n'),
    isIncomplete: isIncomplete(found),
  }
}

const COLUMNS = ['id', 'class', 'of', 'changes', 'residual', 'share', 'scale', 'triangles', 'triangles_of']

const rowOf = (each: DuplicateFile): string[] => [
  each.id,
  each.class,
  each.of,
  each.changes.join(', '),
  each.residual.toPrecision(3),
  each.residualShare.toPrecision(3),
  each.scale.toPrecision(6),
  ...each.triangles.map(String),
]

/** `b.obj = a.obj  turned 90.0°; 0.0 % apart, 12 and 12 triangles` */
const lineOf = ({ id, of, changes, residualShare, triangles }: DuplicateFile): string =>
  `${id} = ${of}  ${changes.join(', ') || 'the very same'}; ${(100 * residualShare).toFixed(2)} % apart, ${triangles.join(' and ')} triangles`
