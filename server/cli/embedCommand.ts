import { dirname, relative, resolve } from 'node:path'
import type { EmbedRequest } from '../library/embedPaths.js'
import { checkOutputFile } from './checkOutput.js'
import { command, MAX_WORKERS, runAtEdge, type CommandResult } from './command.js'
import { fileLines, isIncomplete } from './fileLines.js'
import { splitOption } from './splitOption.js'
import { FIELDS } from './generated/fields.js'
import { nameOption, wholeNumberOption } from './valueOptions.js'
import { viewsOption } from './viewsOption.js'
import type { WorkContext } from '../../shared/progress.js'

const { center } = FIELDS.DescribeOptions
const { up } = FIELDS.UpChoice

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
  .addOption(
    nameOption(
      '--up <axis>',
      'of mesh files, where the checkpoint asks: what points up; default y; auto finds it out',
      up,
    ),
  )
  .addOption(nameOption('--center <name>', 'of mesh files, where the checkpoint does not know; default box', center))
  .addOption(viewsOption)
  .addOption(splitOption)
  .addOption(wholeNumberOption('--workers <number>', 'threads; default one per core', 1, MAX_WORKERS))
  .action((paths, { json, out, up, center, ...request }) =>
    runAtEdge({ json }, (context) => embed({ paths, axes: { up, center }, ...request }, resolve(out), context)),
  )

async function embed(request: EmbedRequest, out: string, context: WorkContext): Promise<CommandResult> {
  checkOutputFile(out)
  const { embedPaths } = await import('../library/embedPaths.js') // heavy: `--help` and wrong use answer without it
  const { assumedUpLines } = await import('../checkpoint/describeForCheckpoint.js')
  const { writeTable } = await import('../table/writeTable.js')
  const { embedding, notes, files } = await embedPaths(request, context)
  await writeTable(out, embedding, [], relative(dirname(out), resolve(request.checkpoint)))
  const { ids, dimension } = embedding
  const lines = files ? [...fileLines(files.described), ...assumedUpLines(files.input, ids)] : []
  return {
    json: { rows: ids.length, dimension, out, refused: files?.described.refused ?? [] },
    text: [...lines, ...notes, `${ids.length} shapes, ${dimension} numbers each`, `written   ${out}`].join('\n'),
    isIncomplete: files !== undefined && isIncomplete(files.described),
  }
}
