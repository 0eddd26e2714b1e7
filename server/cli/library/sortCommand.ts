import { resolve } from 'node:path'
import type { SortKeptRequest } from '../../library/kept/sortKept.js'
import { checkOutputFile } from '../checkOutput.js'
import { runAtEdge, type CommandResult } from '../command.js'
import { classesInOption, classLevelOption, unsortedOption } from '../classOptions.js'
import { planLine, sortResult } from '../sortResult.js'
import { part, withLibrary } from './part.js'

export const sortCommand = part('sort')
  .argument('[folder]', 'of the library; default all')
  .requiredOption('--out <table.tsv>', 'table to write: id, class, nearest, distance, confidence')
  .addOption(classLevelOption)
  .addOption(classesInOption)
  .addOption(unsortedOption)
  .action((folder, { json, library, out, ...choice }) =>
    runAtEdge({ json }, () => sort({ folder, choice }, resolve(out), library)),
  )

function sort(request: SortKeptRequest, out: string, library: string | undefined): Promise<CommandResult> {
  checkOutputFile(out)
  return withLibrary(library, async (sql) => {
    const { sortKept } = await import('../../library/kept/sortKept.js')
    const sorted = await sortKept(sql, request, (plan) => void process.stderr.write(`${planLine(plan)}\n`))
    return sortResult(sorted, out)
  })
}
