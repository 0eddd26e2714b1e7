import { resolve } from 'node:path'
import { parse } from '../../shared/parse.js'
import { DescribeOptions } from '../descriptor/describeOptions.js'
import { writeTable } from '../table/writeTable.js'
import { describePaths, refusalLines } from './describePaths.js'
import { command, runCommand, type CommandContext, type CommandResult } from './command.js'

export const describeCommand = command('describe', 'Describe mesh files (STL, OBJ) by numbers: one row a mesh')
  .argument('<path...>', 'files, or folders with all that lies below them')
  .requiredOption('--out <table.tsv>', 'table to write: id, class (folder name), status, h0 ...')
  .option('--descriptor <name>', "chords: the study's 128 numbers; shape: richer, for real meshes", 'chords')
  .option('--center <name>', 'of chords: box, as published, or sphere, which turning does not move', 'box')
  .option('--up <axis>', 'of shape: none, y or z, the axis that points up in every mesh', 'none')
  .option('--points <number>', 'of chords: points on the sphere; fewer are faster and rougher', Number, 2000)
  .option('--workers <number>', 'threads; default one per core', Number)
  .action((paths, { json, out, workers, ...options }) =>
    runCommand({ json }, (context) => describe(paths, resolve(out), workers, parse(DescribeOptions, options), context)),
  )

async function describe(
  paths: readonly string[],
  out: string,
  workers: number | undefined,
  options: DescribeOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const started = Date.now()
  const described = await describePaths(paths, options, workers, context)
  const { table, refused, fromCache } = described
  await writeTable(out, table, refused)
  const seconds = (Date.now() - started) / 1000
  const count = table.ids.length
  const summary = `described ${count} of ${count + refused.length} meshes, ${fromCache} known before, in ${seconds.toFixed(1)} s`
  return {
    json: { described: count, fromCache, refused, seconds, out },
    text: [...refusalLines(described), summary, `written   ${out}`].join('\n'),
  }
}
