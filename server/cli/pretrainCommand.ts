import { relative, resolve, sep } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import { parse } from '../../shared/parse.js'
import { readConfig } from '../config.js'
import { DescribeOptions } from '../descriptor/describeOptions.js'
import { command, runCommand, type CommandContext, type CommandResult } from './command.js'

export const pretrainCommand = command('pretrain', 'Make a checkpoint for any mesh from folders of labelled meshes')
  .requiredOption('--labelled <folder...>', 'libraries; what lies directly below one is a kit, held out as a whole')
  .requiredOption('--out <folder>', 'folder for the checkpoint')
  .option('--label <where>', 'word: a class is the first word of a file name; folder: the name of the folder', 'word')
  .option('--up <axis>', 'none, y or z, the axis that points up in every mesh', 'none')
  .option('--workers <number>', 'threads; default one per core', Number)
  .action(({ json, ...options }) => runCommand({ json }, (context) => makeCheckpoint(options, context)))

interface PretrainOptions {
  readonly labelled: readonly string[]
  readonly out: string
  readonly label: string
  readonly up: string
  readonly workers?: number | undefined
}

/** Descriptions are kept by content, so a run that was stopped goes on where it was. */
async function makeCheckpoint(
  { labelled, out, label, up, workers }: PretrainOptions,
  { signal, progress }: CommandContext,
): Promise<CommandResult> {
  if (label !== 'word' && label !== 'folder')
    throw new ShapekinError('input.invalid', { field: 'label', problem: 'word or folder is expected' })
  const [
    { DescribePool },
    { describeFiles },
    { DescriptionCache },
    { findMeshFiles },
    { saveCheckpoint },
    learn,
    word,
  ] = await Promise.all([
    import('../descriptor/describePool.js'),
    import('../descriptor/describeFiles.js'),
    import('../catalog/descriptionCache.js'),
    import('../mesh/findMeshFiles.js'),
    import('../embedding/checkpoint.js'),
    import('../embedding/pretrained/pretrain.js'),
    import('../embedding/pretrained/wordClass.js'),
  ])
  const options = parse(DescribeOptions, { descriptor: 'shape', up })
  const files = await findMeshFiles(labelled)
  if (files.length === 0) throw new ShapekinError('input.noMeshes', { path: labelled.join(', ') })
  const pool = new DescribePool(workers === undefined ? {} : { workers })
  try {
    const { table } = await describeFiles(files, options, {
      pool,
      cache: new DescriptionCache(readConfig(process.env).home, options),
      progress: (done, total) => progress({ stage: 'describe', done, total }),
      signal,
    })
    progress({ stage: 'learn', done: 0, total: 1 })
    const classes = label === 'word' ? table.ids.map(word.wordClass) : table.classes
    const checkpoint = learn.pretrain(
      { ...table, classes },
      table.ids.map((path) => kitOf(path, labelled)),
    )
    progress({ stage: 'learn', done: 1, total: 1 })
    await saveCheckpoint(resolve(out), checkpoint)
    const { metrics } = checkpoint.record
    return { json: { ...metrics, out: resolve(out) }, text: JSON.stringify(metrics, null, 1) + `\nwritten   ${out}` }
  } finally {
    await pool.close()
  }
}

/** `../kenney/furniture/chair.obj` below `../kenney` is of the kit `furniture`. */
function kitOf(path: string, folders: readonly string[]): string {
  for (const folder of folders) {
    const way = relative(resolve(folder), resolve(path))
    if (!way.startsWith('..')) return way.split(sep)[0]
  }
  return ''
}
