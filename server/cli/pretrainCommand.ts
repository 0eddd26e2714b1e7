import { resolve } from 'node:path'
import { Option } from '@commander-js/extra-typings'
import type { PretrainRequest } from '../library/makeCheckpoint.js'
import { checkOutputFolder } from './checkOutput.js'
import { command, MAX_WORKERS, runAtEdge, type CommandResult } from './command.js'
import { fileLines } from './fileLines.js'
import { FIELDS } from './generated/fields.js'
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
    nameOption('--up <axis>', 'what points up in every labelled mesh', FIELDS.DescribeOptions.up).default(
      FIELDS.DescribeOptions.up.default,
    ),
  )
  .addOption(
    nameOption(
      '--views <when>',
      'whether to learn how the labelled meshes look, too; auto: where the network is installed',
      FIELDS.ViewsChoice.views,
    ).default(FIELDS.ViewsChoice.views.default),
  )
  .option('--from <checkpoint>', 'keep what this checkpoint knows of geometry, and learn only how meshes look')
  .addOption(wholeNumberOption('--workers <number>', 'threads; default one per core', 1, MAX_WORKERS))
  .action(({ json, out, ...request }) => runAtEdge({ json }, (context) => pretrain(request, resolve(out), context)))

async function pretrain(request: PretrainRequest, out: string, context: WorkContext): Promise<CommandResult> {
  checkOutputFolder(out)
  const { makeCheckpoint } = await import('../library/makeCheckpoint.js') // heavy: `--help` and wrong use answer without it
  const { saveCheckpoint } = await import('../checkpoint/checkpoint.js')
  const { checkpoint, described } = await makeCheckpoint(request, context)
  await saveCheckpoint(out, checkpoint)
  const { metrics } = checkpoint.record
  const refused = described.flatMap((files) => files.refused)
  const lines = [JSON.stringify(metrics, null, 1), ...described.flatMap(fileLines), `written   ${out}`]
  return { json: { ...metrics, out, refused }, text: lines.join('\n') }
}
