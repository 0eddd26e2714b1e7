import { dirname, relative, resolve } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { loadCheckpoint, type Checkpoint } from '../checkpoint/checkpoint.js'
import { assumedUpLines, describeForCheckpoint, type GivenAxes } from '../checkpoint/describeForCheckpoint.js'
import { embedTable } from '../checkpoint/embedTable.js'
import { unsaidLines } from '../table/compareDescriptors.js'
import { readTable } from '../table/readTable.js'
import type { Table } from '../table/table.js'
import { writeTable } from '../table/writeTable.js'
import { checkOutputFile } from './checkOutput.js'
import { command, runAtEdge, type CommandResult } from './command.js'
import { describePaths, refusalLines, requireDescribed } from '../library/describePaths.js'
import { nameOption } from './valueOptions.js'
import type { WorkContext } from '../../shared/progress.js'

const { up, center } = DescribeOptions.shape

export const embedCommand = command('embed')
  .argument(
    '<path...>',
    'a table of histograms of the descriptor that the checkpoint was trained on; or mesh files, folders',
  )
  .requiredOption(
    '--checkpoint <folder>',
    'written by `shapekin train`; checkpoints/pretrained fits any upright mesh, checkpoints/pretrained-any-up any at all',
  )
  .requiredOption('--out <table.tsv>', 'table of id, class, e0 ...')
  .addOption(nameOption('--up <axis>', 'of mesh files, where the checkpoint asks: what points up; default y', up))
  .addOption(nameOption('--center <name>', 'of mesh files, where the checkpoint does not know; default box', center))
  .action((paths, { json, checkpoint, out, ...axes }) =>
    runAtEdge({ json }, (context) => embed(paths, checkpoint, resolve(out), axes, context)),
  )

async function embed(
  paths: readonly string[],
  folder: string,
  out: string,
  axes: GivenAxes,
  context: WorkContext,
): Promise<CommandResult> {
  checkOutputFile(out)
  const checkpoint = await loadCheckpoint(folder)
  const { table, lines } = await readInput(paths, checkpoint, axes, context)
  const embedding = embedTable(checkpoint, table)
  await writeTable(out, embedding, [], relative(dirname(out), resolve(folder)))
  const { ids, dimension } = embedding
  return {
    json: { rows: ids.length, dimension, out },
    text: [...lines, `${ids.length} shapes, ${dimension} numbers each`, `written   ${out}`].join('\n'),
  }
}

/** One table as it is, or meshes described as the checkpoint wants them. */
async function readInput(
  paths: readonly string[],
  checkpoint: Checkpoint,
  axes: GivenAxes,
  context: WorkContext,
): Promise<{ table: Table; lines: string[] }> {
  const tables = paths.filter((path) => path.toLowerCase().endsWith('.tsv'))
  if (tables.length > 0 && paths.length > 1)
    throw new ShapekinError('input.invalid', { field: 'path', problem: 'give one table, or meshes, not both' })
  if (tables.length === 1) {
    const table = await readTable(tables[0])
    return { table, lines: unsaidLines(tables[0], table.descriptor, checkpoint.expects) }
  }
  const input = describeForCheckpoint(checkpoint, axes)
  const described = await describePaths(paths, input.options, undefined, context)
  requireDescribed(described)
  return {
    table: described.table,
    lines: [...refusalLines(described), ...assumedUpLines(input, described.table.ids)],
  }
}
