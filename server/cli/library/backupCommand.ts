import { resolve } from 'node:path'
import { checkOutputFile } from '../checkOutput.js'
import { runAtEdge, type CommandResult } from '../command.js'
import { part, withLibrary } from './part.js'

export const backupCommand = part('backup')
  .requiredOption('--out <file>', 'the copy; one that is there is replaced')
  .action(({ json, library, out }) => runAtEdge({ json }, () => backup(resolve(out), library)))

function backup(out: string, library: string | undefined): Promise<CommandResult> {
  checkOutputFile(out)
  return withLibrary(library, async (sql) => {
    const { backupCatalog } = await import('../../catalog/backupCatalog.js')
    backupCatalog(sql, out)
    return { json: { library: sql.path, out }, text: `written   ${out}` }
  })
}
