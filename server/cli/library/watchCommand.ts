import type { AddedFolders, AddRequest } from '../../library/kept/addFolders.js'
import type { WorkContext } from '../../../shared/progress.js'
import { runAtEdge, type CommandResult } from '../command.js'
import { fileLines } from '../fileLines.js'
import { usingQueue, type GivenQueue } from '../queueOptions.js'
import { addingPart } from './addOptions.js'
import { countLine, heldLine } from './libraryLines.js'
import { withLibrary } from './part.js'

export const watchCommand = addingPart('watch').action((paths, { json, library, redis, store, ...request }) =>
  runAtEdge({ json }, (context) => watch({ paths, ...request }, { redis, store }, library, context)),
)

function watch(
  request: AddRequest,
  given: GivenQueue,
  library: string | undefined,
  context: WorkContext,
): Promise<CommandResult> {
  return withLibrary(
    library,
    async (sql) => {
      const { watchFolders } = await import('../../library/kept/watchFolders.js') // heavy: `--help` answers without it
      const { countShapes } = await import('../../catalog/shapeRows.js')
      let looks = 0
      const tell = (added: AddedFolders) => {
        const lines = [...fileLines(added), ...added.notes, countLine(added)]
        if (looks++ === 0) lines.push('watching  until Ctrl-C')
        process.stderr.write(`${lines.join('\n')}\n`)
      }
      await usingQueue(given, request.workers, (queue) => watchFolders(sql, request, context, tell, queue?.studying))
      const held = countShapes(sql)
      return {
        json: { library: sql.path, looks, ...held },
        text: heldLine(held, sql.path),
      }
    },
    true,
  )
}
