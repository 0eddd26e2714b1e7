import { MAX_ROWS, SIMILAR_SHAPES } from '../../../shared/schema/rowCounts.js'
import { READ_NAMES } from '../../mesh/formats.js'
import type { LibraryQuestion } from '../../library/kept/askLibrary.js'
import { runAtEdge, type CommandResult } from '../command.js'
import { FIELDS } from '../generated/fields.js'
import { printShapes } from '../printShapes.js'
import { nameOption, wholeNumberOption } from '../valueOptions.js'
import { part, withLibrary } from './part.js'

const { up } = FIELDS.DescribeOptions

export const similarCommand = part('similar')
  .argument('<file>', `an id of the library, or a mesh file (${READ_NAMES})`)
  .addOption(wholeNumberOption('-k <number>', 'how many to show', 1, MAX_ROWS).default(SIMILAR_SHAPES))
  .addOption(nameOption('--up <axis>', 'what points up in a file that the library does not hold; default y', up))
  .action((asked, { json, library, ...question }) =>
    runAtEdge({ json }, ({ signal }) => similar({ asked, ...question }, library, signal)),
  )

function similar(question: LibraryQuestion, library: string | undefined, signal: AbortSignal): Promise<CommandResult> {
  return withLibrary(library, async (sql) => {
    const { askLibrary } = await import('../../library/kept/askLibrary.js')
    const found = await askLibrary(sql, question, signal)
    const { itself, shapes, metric, nearest } = found
    return {
      json: found,
      text: [
        `searched  ${shapes} shapes of ${sql.path}`,
        ...(itself === undefined || itself === question.asked ? [] : [`left out  ${itself}, which is the file itself`]),
        ...printShapes(nearest, metric),
      ].join('\n'),
    }
  })
}
