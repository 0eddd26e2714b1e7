import { resolve } from 'node:path'
import { Option } from '@commander-js/extra-typings'
import { MAX_SEED } from '../../shared/schema/seed.js'
import { METRICS } from '../cluster/rows/metric.js'
import type { EvaluateRequest } from '../library/evaluatePaths.js'
import type { SpaceReport } from '../library/judgeSpace.js'
import { centerOption, upOption } from './axesOptions.js'
import { checkOutputFolder } from './checkOutput.js'
import { command, runAtEdge, type CommandResult } from './command.js'
import { fileLines, isIncomplete } from './fileLines.js'
import { wholeNumberOption } from './valueOptions.js'
import { viewsOption } from './viewsOption.js'
import type { WorkContext } from '../../shared/progress.js'

export const evaluateCommand = command('evaluate')
  .argument(
    '<path...>',
    'tables of vectors with classes (.tsv, .csv, .parquet), of any origin, to be set side by side; or labelled mesh files, folders',
  )
  .option(
    '--out <folder>',
    'for evaluation.json, figures.tsv (by class, too), precision-recall.svg, confusion-SPACE.svg',
  )
  .addOption(
    new Option(
      '--label <where>',
      'of mesh files: what a class is, the folder that one lies in, or the first word of its name',
    )
      .choices(['folder', 'word'] as const)
      .default('folder' as const),
  )
  .addOption(
    new Option('--metric <name>', 'of tables; default cosine for an embedding, l1 for histograms').choices(METRICS),
  )
  .option('--checkpoint <folder>', 'of mesh files; default: the pretrained one that fits')
  .addOption(upOption)
  .addOption(centerOption)
  .addOption(viewsOption)
  .addOption(wholeNumberOption('--seed <number>', 'of the intervals', 0, MAX_SEED).default(0))
  .action((paths, { json, out, up, center, ...request }) =>
    runAtEdge({ json }, (context) =>
      evaluate({ paths, axes: { up, center }, ...request }, out === undefined ? out : resolve(out), context),
    ),
  )

async function evaluate(
  request: EvaluateRequest,
  out: string | undefined,
  context: WorkContext,
): Promise<CommandResult> {
  if (out !== undefined) checkOutputFolder(out)
  const { evaluatePaths } = await import('../library/evaluatePaths.js') // heavy: `--help` and wrong use answer without it
  const { assumedUpLines } = await import('../checkpoint/describeForCheckpoint.js')
  const { spaces, notes, files } = await evaluatePaths(request, context)
  if (out !== undefined) await (await import('../library/writeEvaluation.js')).writeEvaluation(out, spaces)
  const fileNotes = files
    ? [...fileLines(files.described), ...assumedUpLines(files.input, files.described.table.ids)]
    : []
  return {
    json: { spaces, refused: files?.described.refused ?? [], ...(out === undefined ? {} : { out }) },
    text: [...fileNotes, ...notes, ...printSpaces(spaces), ...(out === undefined ? [] : [`written   ${out}`])].join(
      '\n',
    ),
    isIncomplete: files !== undefined && isIncomplete(files.described),
  }
}

/** Figures in words for a person, in the order of `RankedFigures`. */
const HEADINGS = {
  nearest: 'nearest',
  firstTier: 'tier 1',
  secondTier: 'tier 2',
  eMeasure: 'E',
  dcg: 'DCG',
  map: 'mAP',
  mapAtR: 'MAP@R',
} as const
const FIGURES = Object.keys(HEADINGS) as (keyof typeof HEADINGS)[]

const CELL = 17

/** A line for each space: figures in percent, each with its interval. */
function printSpaces(spaces: readonly SpaceReport[]): string[] {
  const width = Math.max(5, ...spaces.map(({ name }) => name.length))
  const percent = (value: number) => (100 * value).toFixed(1)
  return [
    `${'space'.padEnd(width)}  asked  ${FIGURES.map((name) => HEADINGS[name].padEnd(CELL)).join('  ')}`.trimEnd(),
    ...spaces.map(({ name, asked, figures }) => {
      const cells = FIGURES.map((figure) => {
        const { mean, low, high } = figures[figure]
        return `${percent(mean)} (${percent(low)}..${percent(high)})`.padEnd(CELL)
      })
      return `${name.padEnd(width)}  ${String(asked).padStart(5)}  ${cells.join('  ')}`.trimEnd()
    }),
    'in percent; between what they lie for 95 % of as many classes drawn from these with replacement',
  ]
}
