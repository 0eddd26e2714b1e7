import { resolve } from 'node:path'
import type { WorkContext } from '../../shared/progress.js'
import { READ_NAMES } from '../mesh/formats.js'
import { checkOutputFile } from './checkOutput.js'
import { command, runAtEdge, type CommandResult } from './command.js'
import { duplicateLine, duplicateRows, duplicatesOutOption } from './printDuplicates.js'
import { fileLines, isIncomplete } from './fileLines.js'
import { checkTolerance, toleranceOption } from './toleranceOption.js'

export const duplicatesCommand = command('duplicates')
  .argument('<path...>', `mesh files (${READ_NAMES}) and folders`)
  .addOption(toleranceOption)
  .addOption(duplicatesOutOption)
  .action((paths, { json, ...request }) => runAtEdge({ json }, (context) => duplicates(paths, request, context)))

async function duplicates(
  paths: readonly string[],
  { tolerance, out }: { readonly tolerance: number; readonly out?: string | undefined },
  context: WorkContext,
): Promise<CommandResult> {
  checkTolerance(tolerance)
  const table = out === undefined ? undefined : resolve(out)
  if (table !== undefined) checkOutputFile(table)
  // Heavy: `--help` and wrong use answer without them.
  const { findDuplicateFiles } = await import('../library/findDuplicateFiles.js')
  const found = await findDuplicateFiles(paths, tolerance, context)
  if (table !== undefined) {
    const { writeRows } = await import('../table/writeTable.js')
    await writeRows(table, duplicateRows(found.duplicates))
  }
  const { unread, ...json } = found
  return {
    json: { ...json, unread: Object.fromEntries(unread), ...(table === undefined ? {} : { out: table }) },
    text: [
      ...fileLines(found),
      ...found.duplicates.map(duplicateLine),
      `${found.shapes} shapes, ${found.duplicates.length} of them duplicates of another one; nothing was changed`,
      ...(table === undefined ? [] : [`written   ${table}`]),
    ].join('\n'),
    isIncomplete: isIncomplete(found),
  }
}
