import { Option } from '@commander-js/extra-typings'
import { MAX_LISTED } from '../../../shared/schema/rowCounts.js'
import type { LibraryShape, ShapeFilter } from '../../catalog/shapeRows.js'
import { runAtEdge, type CommandResult } from '../command.js'
import { wholeNumberOption } from '../valueOptions.js'
import { part, withLibrary } from './part.js'

export const listCommand = part('list')
  .argument('[text]', 'only what has this in its id')
  .option('--class <name>', 'only what lies in folders of this name')
  .addOption(
    new Option('--status <kind>', 'only shapes that can be compared, or only the others').choices([
      'ok',
      'refused',
    ] as const),
  )
  .addOption(wholeNumberOption('--limit <number>', 'lines at most', 1, MAX_LISTED))
  .addOption(wholeNumberOption('--offset <number>', 'lines to begin after', 0, MAX_LISTED).default(0))
  .action((search, { json, library, limit, offset, ...filter }) =>
    runAtEdge({ json }, () => list({ search, ...filter }, { offset, limit: limit ?? -1 }, library)),
  )

function list(
  filter: ShapeFilter,
  page: { readonly offset: number; readonly limit: number },
  library: string | undefined,
): Promise<CommandResult> {
  return withLibrary(library, async (sql) => {
    const { listShapes } = await import('../../catalog/shapeRows.js')
    const { shapes, total } = listShapes(sql, filter, page)
    const count = total === 0 ? ['nothing fits'] : shapes.length < total ? [`${shapes.length} of ${total}`] : []
    return { json: { total, shapes }, text: [...shapes.map(lineOf), ...count].join('\n') }
  })
}

/** `kit/chair.obj  1,234 triangles`, or the reason why it has no numbers. */
const lineOf = ({ id, status, message, facts }: LibraryShape): string => {
  if (facts !== undefined)
    return `${id}  ${facts.triangles.toLocaleString('en')} triangles${status === 'waiting' ? ', waits for library add' : ''}`
  return `${id}  ${message ?? status}`
}
