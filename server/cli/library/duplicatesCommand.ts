import { resolve } from 'node:path'
import { counted } from '../../../shared/counted.js'
import type { WorkContext } from '../../../shared/progress.js'
import { checkOutputFile } from '../checkOutput.js'
import { runAtEdge, type CommandResult } from '../command.js'
import { duplicateLine, duplicateRows, duplicatesOutOption } from '../printDuplicates.js'
import { checkTolerance, toleranceOption } from '../toleranceOption.js'
import { part, withLibrary } from './part.js'

export const duplicatesCommand = part('duplicates')
  .addOption(toleranceOption)
  .addOption(duplicatesOutOption)
  .action(({ json, library, ...request }) => runAtEdge({ json }, (context) => duplicates(request, library, context)))

function duplicates(
  { tolerance, out: given }: { readonly tolerance: number; readonly out?: string | undefined },
  library: string | undefined,
  context: WorkContext,
): Promise<CommandResult> {
  checkTolerance(tolerance)
  const out = given === undefined ? undefined : resolve(given)
  if (out !== undefined) checkOutputFile(out)
  return withLibrary(library, async (sql) => {
    const { duplicatesInLibrary } = await import('../../library/kept/duplicatesInLibrary.js')
    const found = await duplicatesInLibrary(sql, tolerance, context)
    if (out !== undefined) {
      const { writeRows } = await import('../../table/writeTable.js')
      await writeRows(out, duplicateRows(found.duplicates))
    }
    return {
      json: { ...found, ...(out === undefined ? {} : { out }) },
      text: [
        ...found.refused.map(({ id, message }) => `refused   ${id}: ${message}`),
        ...found.duplicates.map(duplicateLine),
        `${counted(found.shapes, 'file')}, ${found.duplicates.length} of them duplicates of another one; nothing was changed`,
        ...(out === undefined ? [] : [`written   ${out}`]),
      ].join('\n'),
    }
  })
}
