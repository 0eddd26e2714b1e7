import { Option } from '@commander-js/extra-typings'
import { ShapekinError } from '../../shared/errors.js'
import { METRICS, metricOf, type Metric } from '../cluster/rows/metric.js'
import { nearestRows } from '../cluster/nearestRows.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { meshFormatOf, READ_NAMES } from '../mesh/formats.js'
import { row, type Table } from '../table/table.js'
import { command, runAtEdge, type CommandResult } from './command.js'
import { nameOption, wholeNumberOption } from './valueOptions.js'
import type { WorkContext } from '../../shared/progress.js'

interface SimilarRequest {
  readonly in: string
  readonly k: number
  readonly metric?: Metric | undefined
  readonly checkpoint?: string | undefined
  readonly center?: string | undefined
  readonly up?: string | undefined
}

const axes = DescribeOptions.shape

export const similarCommand = command('similar')
  .argument('<file>', `a mesh file (${READ_NAMES}), or an id of the table`)
  .requiredOption('--in <table.tsv>', 'table to search: histograms or an embedding')
  .addOption(wholeNumberOption('-k <number>', 'how many to show', 1, 1_000_000).default(10))
  .addOption(new Option('--metric <name>', 'default cosine for an embedding, l1 for histograms').choices(METRICS))
  .option(
    '--checkpoint <folder>',
    'of an embedding: the checkpoint that made it, to place a mesh file; default: as the table knows it',
  )
  .addOption(nameOption('--center <name>', 'how the table was described; default: as it says, else box', axes.center))
  .addOption(
    nameOption(
      '--up <axis>',
      'what points up in the file; default: as the table says, else what its checkpoint needs, else none',
      axes.up,
    ),
  )
  .action((file, { json, ...request }) => runAtEdge({ json }, (context) => similar(file, request, context)))

async function similar(file: string, request: SimilarRequest, context: WorkContext): Promise<CommandResult> {
  const { k } = request
  const { readTable } = await import('../table/readTable.js')
  const table = await readTable(request.in)
  const { ids, classes, dimension, values } = table
  const self = ids.indexOf(file)
  const { query, lines } =
    self >= 0 ? { query: row(table, self), lines: [] } : await place(file, table, request, context)
  const metric = request.metric ?? metricOf(table.descriptor)
  const found = nearestRows({ values, count: ids.length, dimension }, query, self >= 0 ? k + 1 : k, metric)
    .filter(({ row }) => row !== self)
    .slice(0, k)
    .map(({ row, distance }) => ({ id: ids[row], class: classes[row], distance }))
  const width = Math.max(0, ...found.map(({ id }) => id.length))
  return {
    json: { metric, nearest: found },
    text: [
      ...lines,
      ...found.map(({ id, class: name, distance }) => `${distance.toFixed(6)}  ${id.padEnd(width)}  ${name}`),
    ].join('\n'),
  }
}

/** A mesh file in the numbers of the table, and what to say about how it was read. */
async function place(
  path: string,
  table: Table,
  { in: tablePath, checkpoint, ...axes }: SimilarRequest,
  { signal }: WorkContext,
): Promise<{ query: Float32Array; lines: string[] }> {
  if (meshFormatOf(path) === undefined)
    throw new ShapekinError('cluster.unknownShape', { id: path, formats: READ_NAMES })
  const [{ placeMesh }, { assumedUpLines }, { unsaidLines }] = await Promise.all([
    import('../library/placeMesh.js'),
    import('../checkpoint/describeForCheckpoint.js'),
    import('../table/compareDescriptors.js'),
  ])
  const { values, input, descriptor } = await placeMesh(path, { table, path: tablePath, checkpoint }, axes, signal)
  const lines = [...assumedUpLines(input, [path]), ...unsaidLines(tablePath, table.descriptor, descriptor)]
  return { query: values, lines }
}
