import { resolve } from 'node:path'
import { Option } from '@commander-js/extra-typings'
import { counted } from '../../shared/counted.js'
import { ShapekinError } from '../../shared/errors.js'
import { MAX_ROWS } from '../../shared/schema/rowCounts.js'
import { METRICS, metricOf, type Metric } from '../cluster/rows/metric.js'
import { LINKAGES, type Linkage } from '../cluster/tree.js'
import { checkOutputFile } from './checkOutput.js'
import { command, runAtEdge, type CommandResult } from './command.js'
import { cutOf } from './cutOf.js'
import { familyLines } from './familyLines.js'
import { numberOption, wholeNumberOption } from './valueOptions.js'
import type { DrawnFamilies, FamilyPictures } from '../library/drawFamilies.js'
import type { WorkContext } from '../../shared/progress.js'
import { writeWhole } from '../system/writeWhole.js'
import type { Table } from '../table/table.js'

interface ClusterRequest {
  readonly out: string
  readonly groups?: number | undefined
  readonly similar?: number | undefined
  readonly similarity?: number | undefined
  readonly linkage?: Linkage | undefined
  readonly metric?: Metric | undefined
  readonly fit?: string | undefined
  readonly pictures?: readonly string[] | undefined
  readonly map?: string | undefined
}

export const clusterCommand = command('cluster')
  .argument('<table.tsv>', 'table of an embedding or of histograms')
  .requiredOption('--out <table.tsv>', 'table to write: id, class, group (0 is the largest)')
  .addOption(wholeNumberOption('--groups <number>', 'how many groups to make, of as many shapes', 1, MAX_ROWS))
  .addOption(
    numberOption('--similar <percent>', '0 to 100: with complete linkage, any two of a group are at least so alike'),
  )
  .addOption(numberOption('--similarity <number>', 'the same as a share, 0 to 1'))
  .addOption(
    new Option(
      '--linkage <name>',
      'how two groups are compared; default average with --groups, as in a run, complete with --similarity',
    ).choices(LINKAGES),
  )
  .option(
    '--fit <all or table.tsv>',
    'which rows make the tree: all, or those of a table, as test.tsv of a run; the others join the nearest group. Default: as the tree kept beside the table, else all',
  )
  .addOption(new Option('--metric <name>', 'default cosine for an embedding, l1 for histograms').choices(METRICS))
  .option(
    '--pictures <path...>',
    'the mesh files or folders that the table was made from: draws the groups as a page and a contact sheet beside --out (.html, .png)',
  )
  .option(
    '--map <picture.svg>',
    'draws all shapes on two principal components in the colors of their groups (.svg or .png), more than 200,000 by density',
  )
  .action((path, { json, ...request }) => runAtEdge({ json }, (context) => cluster(path, request, context)))

async function cluster(path: string, request: ClusterRequest, context: WorkContext): Promise<CommandResult> {
  const cut = cutOf(request)
  const out = resolve(request.out)
  checkOutputFile(out)
  const map = request.map === undefined ? undefined : resolve(request.map)
  if (map !== undefined) checkOutputFile(map)
  // Heavy: `--help` and wrong use answer without them.
  const { readTable } = await import('../table/readTable.js')
  const { writeRows } = await import('../table/writeTable.js')
  const { groupTable } = await import('../library/groupTable.js')
  const { EXPERIMENT_GROUPING } = await import('../cluster/grouping.js')
  const table = await readTable(path)
  const { descriptor, ids, classes } = table
  if ('groups' in cut && cut.groups > ids.length)
    throw new ShapekinError('cluster.groupsRange', { groups: cut.groups, count: ids.length })
  const metric = request.metric ?? metricOf(descriptor)
  // With complete linkage any two of a group are at least as alike as was asked for.
  const linkage = request.linkage ?? ('groups' in cut ? EXPERIMENT_GROUPING.linkage : 'complete')
  const fitted =
    request.fit === undefined || request.fit === 'all' ? request.fit && ids : (await readTable(request.fit)).ids
  const asked = { cut, options: { metric, linkage }, fitted, tables: [path, out], keepBeside: out }
  const { labels, grouping, keptTree, families, ladder } = await groupTable(table, asked, context)
  const { tree, leaves } = grouping
  await writeRows(out, [['id', 'class', 'group'], ...ids.map((id, i) => [id, classes[i], String(labels[i])])])
  const named = families.map(({ size, tightness, typical, odd }) => ({
    size,
    tightness,
    typical: ids[typical],
    odd: odd.map(({ row, likeness }) => ({ id: ids[row], likeness })),
  }))
  const drawn =
    request.pictures && (await drawPictures(request.pictures, { table, labels, grouping, families, out }, context))
  if (map !== undefined) await drawGroups(map, table, labels, context.signal)
  const sizes = families.map(({ size }) => size)
  const isExact = tree.grownFrom === tree.count
  const isOfAll = leaves.length === ids.length
  return {
    json: {
      shapes: ids.length,
      groups: sizes.length,
      sizes,
      metric,
      linkage,
      fitted: leaves.length,
      grownFrom: tree.grownFrom,
      keptTree,
      families: named,
      ladder,
      out,
      ...(drawn ? { pictures: drawn.files, withoutPicture: drawn.missing } : {}),
      ...(map === undefined ? {} : { map }),
    },
    text: [
      `${counted(ids.length, 'shape')} in ${counted(sizes.length, 'group')} (${metric}, ${linkage} linkage), largest ${sizes[0]}, smallest ${sizes.at(-1)}`,
      ...familyLines(named),
      `ladder    ${ladder.map(({ percent, groups }) => `${percent} %: ${groups}`).join(', ')} groups`,
      ...(isOfAll ? [] : [`fit       the tree is of ${leaves.length} shapes, the others joined the nearest group`]),
      ...(keptTree === undefined ? [] : [`tree      cut from ${keptTree}, without clustering again`]),
      ...(isExact ? [] : [`approximate: exact among ${tree.grownFrom} groups of near shapes, see docs/scale.md`]),
      ...(drawn && drawn.missing > 0
        ? [`pictures  ${drawn.missing} shapes have none: their files are not there, or hold no mesh`]
        : []),
      `written   ${[out, ...(drawn?.files ?? []), ...(map === undefined ? [] : [map])].join(', ')}`,
    ].join('\n'),
  }
}

async function drawGroups(path: string, embedding: Table, groups: Int32Array, signal: AbortSignal): Promise<void> {
  const { drawInWorker } = await import('../picture/drawInWorker.js')
  const [{ svg, png }] = await drawInWorker([{ picture: 'map', embedding, groups }], signal)
  await writeWhole(path, /\.png$/i.test(path) ? png : svg)
}

async function drawPictures(
  paths: readonly string[],
  groups: Omit<FamilyPictures, 'shapes'>,
  context: WorkContext,
): Promise<DrawnFamilies> {
  // Heavy: only who wants pictures waits for them.
  const { drawFamilies } = await import('../library/drawFamilies.js')
  const { shapesOfTable } = await import('../library/shapesOfTable.js')
  return drawFamilies({ shapes: await shapesOfTable(paths, groups.table, context.signal), ...groups }, context)
}
