import type { WorkContext } from '../../../shared/progress.js'
import type { AddRequest } from '../../library/kept/addFolders.js'
import { runAtEdge, type CommandResult } from '../command.js'
import { fileLines, isIncomplete } from '../fileLines.js'
import { usingQueue, type GivenQueue } from '../queueOptions.js'
import { addingPart } from './addOptions.js'
import { countLine, heldLine } from './libraryLines.js'
import { withLibrary } from './part.js'

export const addCommand = addingPart('add').action((paths, { json, library, redis, store, ...request }) =>
  runAtEdge({ json }, (context) => add({ paths, ...request }, { redis, store }, library, context)),
)

function add(
  request: AddRequest,
  given: GivenQueue,
  library: string | undefined,
  context: WorkContext,
): Promise<CommandResult> {
  return withLibrary(
    library,
    async (sql) => {
      const { addFolders } = await import('../../library/kept/addFolders.js') // heavy: `--help` answers without it
      const { countShapes } = await import('../../catalog/shapeRows.js')
      const added = await usingQueue(given, request.workers, (queue) =>
        addFolders(sql, request, context, queue?.studying),
      )
      const { unread, notes, ...counts } = added
      const held = countShapes(sql)
      return {
        json: { ...counts, unread: Object.fromEntries(unread), library: sql.path, ...held },
        text: [
          ...fileLines(added),
          ...notes,
          countLine(added),
          heldLine(held, sql.path),
          ...(held.refused > 0 ? ['          `shapekin library list --status refused` tells why'] : []),
        ].join('\n'),
        isIncomplete: isIncomplete(added),
      }
    },
    true,
  )
}
