import { Option } from '@commander-js/extra-typings'
import { METRICS } from '../cluster/rows/metric.js'
import { MAX_ROWS, SIMILAR_SHAPES } from '../../shared/schema/rowCounts.js'
import { READ_NAMES } from '../mesh/formats.js'
import type { SimilarRequest } from '../library/findSimilar.js'
import { command, runAtEdge, type CommandResult } from './command.js'
import { FIELDS } from './generated/fields.js'
import { printShapes } from './printShapes.js'
import { nameOption, wholeNumberOption } from './valueOptions.js'

const axes = FIELDS.DescribeOptions

export const similarCommand = command('similar')
  .argument('<file>', `a mesh file (${READ_NAMES}), or an id of the table`)
  .requiredOption('--in <table.tsv>', 'table to search: histograms or an embedding')
  .addOption(wholeNumberOption('-k <number>', 'how many to show', 1, MAX_ROWS).default(SIMILAR_SHAPES))
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
  .action((file, { json, up, center, ...request }) =>
    runAtEdge({ json }, ({ signal }) => similar(file, { ...request, axes: { up, center } }, signal)),
  )

async function similar(file: string, request: SimilarRequest, signal: AbortSignal): Promise<CommandResult> {
  const { findSimilar } = await import('../library/findSimilar.js') // heavy: `--help` and wrong use answer without it
  const { input, notes, ...found } = await findSimilar(file, request, signal)
  const { assumedUpLines } = await import('../checkpoint/describeForCheckpoint.js')
  const { itself, shapes, metric, nearest } = found
  return {
    json: found,
    text: [
      ...(input ? assumedUpLines(input, [file]) : []),
      ...notes,
      `searched  ${shapes} shapes of ${request.in}`,
      ...(itself === undefined || itself === file ? [] : [`left out  ${itself}, which is the file itself`]),
      ...printShapes(nearest, metric),
    ].join('\n'),
  }
}
