import { SplitChoice } from '../../../shared/schema/splitChoice.js'
import { UpChoice } from '../../../shared/schema/upChoice.js'
import { ViewsChoice } from '../../../shared/schema/viewsChoice.js'
import type { WorkContext } from '../../../shared/progress.js'
import type { AddRequest } from '../../library/kept/addFolders.js'
import { MAX_WORKERS, runAtEdge, type CommandResult } from '../command.js'
import { fileLines, isIncomplete } from '../fileLines.js'
import { nameOption, wholeNumberOption } from '../valueOptions.js'
import { part, withLibrary } from './part.js'

const { up } = UpChoice.shape
const { split } = SplitChoice.shape
const { views } = ViewsChoice.shape

export const addCommand = part('add')
  .argument('<folder...>', 'folders with all that lies below them; ids begin with the name of the folder')
  .option('--checkpoint <folder>', 'decided by the first call; default: the pretrained one that fits')
  .addOption(
    nameOption(
      '--up <axis>',
      'what points up in these files; none = not known; auto finds it out; default y, later as before',
      up,
    ),
  )
  .addOption(nameOption('--views <when>', `decided by the first call: ${views.description}`, views))
  .addOption(nameOption('--split <how>', `${split.description}; default none, later as before`, split))
  .addOption(wholeNumberOption('--workers <number>', 'threads; default one per core', 1, MAX_WORKERS))
  .action((paths, { json, library, ...request }) =>
    runAtEdge({ json }, (context) => add({ paths, ...request }, library, context)),
  )

function add(request: AddRequest, library: string | undefined, context: WorkContext): Promise<CommandResult> {
  return withLibrary(
    library,
    async (sql) => {
      const { addFolders } = await import('../../library/kept/addFolders.js') // heavy: `--help` answers without it
      const { countShapes } = await import('../../catalog/shapeRows.js')
      const added = await addFolders(sql, request, context)
      const { unread, notes, ...counts } = added
      const { described, known, moved, unchanged, gone, refused } = counts
      const held = countShapes(sql)
      return {
        json: { ...counts, unread: Object.fromEntries(unread), library: sql.path, ...held },
        text: [
          ...fileLines(added),
          ...notes,
          `files     ${described} described, ${known} known by their content (${moved} of them moved), ${unchanged} as they were, ${gone} gone${refused.length > 0 ? `, ${refused.length} could not be looked at` : ''}`,
          `library   ${held.shapes} shapes in ${held.files} files, ${held.refused} without numbers; ${sql.path}`,
          ...(held.refused > 0 ? ['          `shapekin library list --status refused` tells why'] : []),
        ].join('\n'),
        isIncomplete: isIncomplete(added),
      }
    },
    true,
  )
}
