import { parse as parsePath, relative, resolve, sep } from 'node:path'
import { Option } from '@commander-js/extra-typings'
import { parse } from '../../shared/parse.js'
import { readConfig } from '../config.js'
import type { MeshChange } from '../descriptor/describeSource.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { checkHome } from '../system/home.js'
import type { Table } from '../table/table.js'
import { checkOutputFolder } from './checkOutput.js'
import { command, MAX_WORKERS, runAtEdge, type CommandResult } from './command.js'
import { nameOption, wholeNumberOption } from './valueOptions.js'
import type { WorkContext } from '../../shared/progress.js'

export const pretrainCommand = command('pretrain')
  .requiredOption('--labelled <folder...>', 'libraries; what lies directly below one is a kit, held out as a whole')
  .requiredOption('--out <folder>', 'folder for the checkpoint')
  .option('--generated <folder>', 'shapes of `shapekin generate`, to learn from beside them')
  .addOption(
    new Option('--label <where>', 'what a class is: the first word of a file name, or the folder that it lies in')
      .choices(['word', 'folder'] as const)
      .default('word' as const),
  )
  .addOption(
    nameOption('--up <axis>', 'what points up in every labelled mesh', DescribeOptions.shape.up).default(
      'none' as const,
    ),
  )
  .addOption(wholeNumberOption('--workers <number>', 'threads; default one per core', 1, MAX_WORKERS))
  .action(({ json, ...options }) => runAtEdge({ json }, (context) => makeCheckpoint(options, context)))

interface PretrainRequest {
  readonly labelled: readonly string[]
  readonly out: string
  readonly generated?: string | undefined
  readonly label: 'word' | 'folder'
  readonly up: DescribeOptions['up']
  readonly workers?: number | undefined
}

/** Descriptions are kept by content, so a run that was stopped goes on where it was; the checkpoint is written at the end. */
async function makeCheckpoint(request: PretrainRequest, { signal, progress }: WorkContext): Promise<CommandResult> {
  const { labelled, generated, label, workers } = request
  const out = resolve(request.out)
  const { home } = readConfig(process.env)
  checkOutputFolder(out)
  checkHome(home)
  const [
    { DescribePool },
    { describeSource },
    { fileSource },
    { DescriptionCache },
    { requireMeshFiles },
    { saveCheckpoint },
    { pretrain },
    { stretchMesh },
    { WhiteningOptions },
    { wordClass },
    { readRecipeFamilies },
  ] = await Promise.all([
    import('../descriptor/describePool.js'),
    import('../descriptor/describeSource.js'),
    import('../library/fileSource.js'),
    import('../library/descriptionCache.js'),
    import('../mesh/findMeshFiles.js'),
    import('../checkpoint/checkpoint.js'),
    import('../whitening/pretrain.js'),
    import('../mesh/stretchMesh.js'),
    import('../../shared/schema/whiteningOptions.js'),
    import('../library/wordClass.js'),
    import('../library/recipeFamilies.js'),
  ])
  const options = parse(DescribeOptions, { descriptor: 'shape', up: request.up })
  // Blender's z is up in what it generates.
  const generatedOptions: DescribeOptions = { ...options, up: options.up === 'none' ? 'none' : 'z' }
  const families = generated === undefined ? undefined : await readRecipeFamilies(generated)
  const stretched: MeshChange = {
    name: options.up === 'z' ? 'stretched, z up' : 'stretched, y up',
    apply: (mesh, seed) => stretchMesh(mesh, options.up === 'z' ? 2 : 1, seed),
  }
  const pool = new DescribePool(workers === undefined ? {} : { workers })
  const describe = async (stage: string, paths: readonly string[], how: DescribeOptions, change?: MeshChange) => {
    const files = await requireMeshFiles(paths)
    const { table } = await describeSource(fileSource(files), how, {
      pool,
      store: new DescriptionCache(home, how),
      tick: (done, total) => progress({ stage, done, total }),
      signal,
      ...(change ? { change } : {}),
    })
    return table
  }
  try {
    const table = await describe('describe', labelled, options)
    const copies = await describe('describe stretched copies', labelled, options, stretched)
    const shapes = generated && (await describe('describe generated', [generated], generatedOptions))
    const checkpoint = await pretrain(
      {
        labelled: label === 'word' ? { ...table, classes: table.ids.map(wordClass) } : table,
        kits: table.ids.map((path) => kitOf(path, labelled)),
        copies,
        ...(shapes && families ? { generated: classify(shapes, families) } : {}),
      },
      WhiteningOptions.parse({}),
      async (done, total) => {
        progress({ stage: 'learn', done, total })
        await new Promise(setImmediate) // lets Ctrl-C in
        signal.throwIfAborted()
      },
    )
    await saveCheckpoint(out, checkpoint)
    const { metrics } = checkpoint.record
    return { json: { ...metrics, out }, text: JSON.stringify(metrics, null, 1) + `\nwritten   ${out}` }
  } finally {
    await pool.close()
  }
}

const classify = (table: Table, families: ReadonlyMap<string, string>): Table => ({
  ...table,
  classes: table.ids.map((path) => families.get(parsePath(path).name) ?? ''),
})

/** `../kenney/furniture/chair.obj` below `../kenney` is of the kit `furniture`. */
function kitOf(path: string, folders: readonly string[]): string {
  for (const folder of folders) {
    const way = relative(resolve(folder), resolve(path))
    if (!way.startsWith('..')) return way.split(sep)[0]
  }
  return ''
}
