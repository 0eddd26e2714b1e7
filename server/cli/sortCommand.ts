import { dirname, resolve } from 'node:path'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import type { Table } from '../table/table.js'
import type { Checkpoint } from '../checkpoint/checkpoint.js'
import { shippedCheckpoint } from '../checkpoint/shippedCheckpoint.js'
import { checkOutputFile } from './checkOutput.js'
import { command, runAtEdge, type CommandResult } from './command.js'
import { nameOption } from './valueOptions.js'
import type { WorkContext } from '../../shared/progress.js'

interface SortRequest {
  readonly out: string
  readonly checkpoint?: string | undefined
  readonly up?: string | undefined
  readonly center?: string | undefined
  readonly unsorted?: string | undefined
}

const { up, center } = DescribeOptions.shape

export const sortCommand = command('sort')
  .argument('<path>', 'a table in which some rows have a class; or a folder with a folder for each class')
  .requiredOption(
    '--out <table.tsv>',
    'table to write: id, class, nearest, distance, confidence (0 doubtful, 1 a copy)',
  )
  .option('--unsorted <name>', 'folder inside whose files have no class; those directly in the given folder never have')
  .option('--checkpoint <folder>', 'what to know about shapes beforehand; default: the pretrained one that fits')
  .addOption(nameOption('--up <axis>', 'of mesh files: what points up in them, none if unknown; default y', up))
  .addOption(nameOption('--center <name>', 'of mesh files, for a checkpoint of chords', center))
  .action((path, { json, ...request }) => runAtEdge({ json }, (context) => sort(path, request, context)))

async function sort(path: string, request: SortRequest, context: WorkContext): Promise<CommandResult> {
  const out = resolve(request.out)
  checkOutputFile(out)
  const [{ placeUnsorted }, { sortingSpaces }, { writeRows }] = await Promise.all([
    import('../sort/placeUnsorted.js'),
    import('../sort/sortingSpaces.js'),
    import('../table/writeTable.js'),
  ])
  const { table, checkpoint, lines } = await readInput(path, request, context)
  const { space, leaveOneOut, placements } = placeUnsorted(sortingSpaces(table, checkpoint))
  await writeRows(out, [
    ['id', 'class', 'nearest', 'distance', 'confidence'],
    ...placements.map(({ row, class: name, nearest, distance, confidence }) => [
      table.ids[row],
      name,
      table.ids[nearest],
      distance.toPrecision(6),
      confidence.toFixed(3),
    ]),
  ])
  const sorted = table.ids.length - placements.length
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  return {
    json: { sorted, placed: placements.length, space, leaveOneOut, out },
    text: [
      ...lines,
      `${placements.length} shapes placed by ${sorted} sorted ones, by ${space} distance`,
      `of the sorted shapes their nearest other one tells the class of ${Object.entries(leaveOneOut)
        .map(([name, share]) => `${percent(share)} (${name})`)
        .join(', ')}`,
      `written   ${out}`,
    ].join('\n'),
  }
}

interface SortInput {
  readonly table: Table
  readonly checkpoint: Checkpoint | undefined
  readonly lines: readonly string[]
}

async function readInput(path: string, request: SortRequest, context: WorkContext): Promise<SortInput> {
  const { loadCheckpoint } = await import('../checkpoint/checkpoint.js')
  if (path.toLowerCase().endsWith('.tsv')) {
    const { readTable } = await import('../table/readTable.js')
    const table = await readTable(path)
    const folder = request.checkpoint ?? pretrainedFor(table)
    const checkpoint = folder === undefined ? undefined : await loadCheckpoint(folder)
    const { unsaidLines } = await import('../table/compareDescriptors.js')
    return { table, checkpoint, lines: checkpoint ? unsaidLines(path, table.descriptor, checkpoint.expects) : [] }
  }
  const [{ describePaths, refusalLines, requireDescribed }, { assumedUpLines, describeForCheckpoint }] =
    await Promise.all([import('../library/describePaths.js'), import('../checkpoint/describeForCheckpoint.js')])
  const checkpoint = await loadCheckpoint(request.checkpoint ?? pretrained(request.up === 'none' ? 'none' : 'y'))
  const input = describeForCheckpoint(checkpoint, request)
  const described = await describePaths([path], input.options, undefined, context)
  requireDescribed(described)
  const { ids, classes } = described.table
  return {
    table: {
      ...described.table,
      classes: ids.map((id, i) => (isUnsorted(id, path, request.unsorted) ? '' : classes[i])),
    },
    checkpoint,
    lines: [...refusalLines(described), ...assumedUpLines(input, described.table.ids)],
  }
}

/** A file has no class when it lies directly in the given folder, or in the one named for what is unsorted. */
function isUnsorted(file: string, folder: string, unsorted: string | undefined): boolean {
  const place = dirname(resolve(file))
  return place === resolve(folder) || (unsorted !== undefined && place === resolve(folder, unsorted))
}

const pretrained = (up: DescribeOptions['up']): string =>
  shippedCheckpoint(up === 'none' ? 'pretrained-any-up' : 'pretrained')

/** The shipped checkpoint for a table of shape descriptors; none for other tables, which learn nothing beforehand. */
const pretrainedFor = ({ descriptor }: Table): string | undefined =>
  descriptor.kind === 'shape' ? pretrained(descriptor.up) : undefined
