import { resolve } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import { parse } from '../../shared/parse.js'
import { readConfig } from '../config.js'
import { DescribeOptions } from '../descriptor/describeOptions.js'
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
  { signal, progress }: CommandContext,
): Promise<CommandResult> {
  // Heavy: `--help` and wrong use answer without them.
  const [{ DescribePool }, { describeFiles }, { DescriptionCache }, { findMeshFiles }, { writeTable }] =
    await Promise.all([
      import('../descriptor/describePool.js'),
      import('../descriptor/describeFiles.js'),
      import('../catalog/descriptionCache.js'),
      import('../mesh/findMeshFiles.js'),
      import('../table/writeTable.js'),
    ])
  if (workers !== undefined && !(Number.isInteger(workers) && workers >= 1))
    throw new ShapekinError('input.invalid', { field: 'workers', problem: 'a whole number from 1 is expected' })
  const started = Date.now()
  const files = await findMeshFiles(paths)
  if (files.length === 0) throw new ShapekinError('input.noMeshes', { path: paths.join(', ') })
  const pool = new DescribePool(workers === undefined ? {} : { workers })
  try {
    const { table, refused, fromCache } = await describeFiles(files, options, {
      pool,
      cache: new DescriptionCache(readConfig(process.env).home, options),
      progress: (done, total) => progress({ stage: 'describe', done, total }),
      signal,
    })
    await writeTable(out, table, refused)
    const seconds = (Date.now() - started) / 1000
    const words = refused.map(({ id, message }) => `refused   ${id}: ${message}`)
    const summary = `described ${table.ids.length} of ${files.length} meshes, ${fromCache} known before, in ${seconds.toFixed(1)} s`
    return {
      json: { described: table.ids.length, fromCache, refused, seconds, out },
      text: [...words, summary, `written   ${out}`].join('\n'),
    }
  } finally {
    await pool.close()
  }
}
