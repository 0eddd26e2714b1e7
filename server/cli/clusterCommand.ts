import { resolve } from 'node:path'
import { Option } from '@commander-js/extra-typings'
import { ShapekinError } from '../../shared/errors.js'
import { METRICS, metricOf, type Metric } from '../cluster/rows/metric.js'
import { LINKAGES, type Linkage } from '../cluster/tree.js'
import { checkOutputFile } from './checkOutput.js'
import { command, runAtEdge, type CommandResult } from './command.js'
import { numberOption, wholeNumberOption } from './valueOptions.js'
import type { WorkContext } from '../../shared/progress.js'

interface ClusterRequest {
  readonly out: string
  readonly groups?: number | undefined
  readonly similarity?: number | undefined
  readonly linkage: Linkage
  readonly metric?: Metric | undefined
}

/** More than a table file can hold. */
const MAX_ROWS = 1_000_000

export const clusterCommand = command('cluster', 'Group the shapes of a table: so many groups, or as alike as asked')
  .argument('<table.tsv>', 'table of an embedding or of histograms')
  .requiredOption('--out <table.tsv>', 'table to write: id, class, group (0 is the largest)')
  .addOption(wholeNumberOption('--groups <number>', 'how many groups to make, of as many shapes', 1, MAX_ROWS))
  .addOption(
    numberOption('--similarity <number>', '0 to 1: with complete linkage, any two of a group are at least so alike'),
  )
  .addOption(
    new Option('--linkage <name>', 'how two groups are compared').choices(LINKAGES).default('complete' as const),
  )
  .addOption(new Option('--metric <name>', 'default cosine for an embedding, l1 for histograms').choices(METRICS))
  .action((path, { json, ...request }) => runAtEdge({ json }, (context) => cluster(path, request, context)))

async function cluster(path: string, request: ClusterRequest, context: WorkContext): Promise<CommandResult> {
  const { groups, similarity, linkage } = request
  if ((groups === undefined) === (similarity === undefined))
    throw new ShapekinError('input.invalid', { field: 'groups', problem: 'give either --groups or --similarity' })
  const out = resolve(request.out)
  checkOutputFile(out)
  // Heavy: `--help` and wrong use answer without them.
  const [{ readTable }, { writeRows }, { clusterInWorker }, { cutTree, cutTreeAtHeight }, { heightOfSimilarity }] =
    await Promise.all([
      import('../table/readTable.js'),
      import('../table/writeTable.js'),
      import('../cluster/clusterInWorker.js'),
      import('../cluster/cutTree.js'),
      import('../cluster/heightOfSimilarity.js'),
    ])
  const { kind, ids, classes, dimension, values } = await readTable(path)
  const metric = request.metric ?? metricOf(kind)
  const height = similarity === undefined ? 0 : heightOfSimilarity(similarity, metric, values, ids.length)
  if (groups !== undefined && groups > ids.length)
    throw new ShapekinError('cluster.groupsRange', { groups, count: ids.length })
  const tree = await clusterInWorker({ values, count: ids.length, dimension }, { metric, linkage }, context)
  const labels = groups === undefined ? cutTreeAtHeight(tree, height) : cutTree(tree, groups)
  await writeRows(out, [['id', 'class', 'group'], ...ids.map((id, i) => [id, classes[i], String(labels[i])])])
  const sizes: number[] = []
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1
  const isExact = tree.grownFrom === tree.count
  return {
    json: { shapes: ids.length, groups: sizes.length, sizes, metric, linkage, grownFrom: tree.grownFrom, out },
    text: [
      `${ids.length} shapes in ${sizes.length} groups (${metric}, ${linkage} linkage), largest ${sizes[0]}, smallest ${sizes.at(-1)}`,
      ...(isExact ? [] : [`approximate: grown from ${tree.grownFrom} shapes, the others joined the nearest of these`]),
      `written   ${out}`,
    ].join('\n'),
  }
}
