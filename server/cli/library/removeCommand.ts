import { counted } from '../../../shared/counted.js'
import { runAtEdge, type CommandResult } from '../command.js'
import { part, withLibrary } from './part.js'

export const removeCommand = part('remove')
  .argument('<folder...>', 'folders that were added, by their paths or by what their ids begin with')
  .action((folders, { json, library }) => runAtEdge({ json }, () => remove(folders, library)))

function remove(folders: readonly string[], library: string | undefined): Promise<CommandResult> {
  return withLibrary(library, async (sql) => {
    const { removeFolders } = await import('../../library/kept/removeFolders.js')
    const { countShapes } = await import('../../catalog/shapeRows.js')
    removeFolders(sql, folders)
    const { shapes, files } = countShapes(sql)
    return {
      json: { library: sql.path, shapes, files },
      text: `library   ${counted(shapes, 'shape')} in ${counted(files, 'file')} left; no mesh was touched`,
    }
  })
}
