import { join, resolve } from 'node:path'
import { Option } from '@commander-js/extra-typings'
import { writeFile } from 'atomically'
import { parse } from '../../shared/parse.js'
import { saveCheckpoint } from '../checkpoint/checkpoint.js'
import { writeCurves } from '../training/curves/writeCurves.js'
import { describeFindings } from '../health/finding.js'
import { trainInChild } from '../training/trainInChild.js'
import type { TrainReport } from '../../shared/schema/trainReport.js'
import { printScores } from './printScores.js'
import { unsaidLines } from '../table/compareDescriptors.js'
import { readTable } from '../table/readTable.js'
import { checkOutputFolder } from './checkOutput.js'
import { command, runAtEdge, type CommandResult } from './command.js'
import { nameOption, numberOption, wholeNumberOption } from './valueOptions.js'
import { BACKENDS, LossOptions, TrainOptions } from '../../shared/schema/trainOptions.js'
import { MAX_SEED } from '../../shared/schema/seed.js'
import type { WorkContext } from '../../shared/progress.js'

export const trainCommand = command('train')
  .requiredOption('--train <table.tsv>', 'rows to learn from; those without a class are left out')
  .requiredOption('--valid <table.tsv>', 'rows that choose the epoch to keep, and are reported')
  .option('--test <table.tsv>', 'rows that are only looked at for the report')
  .requiredOption('--out <folder>', 'folder for report.json, the checkpoint and the curves (curves.jsonl, TensorBoard)')
  .addOption(wholeNumberOption('--seed <number>', 'same seed, same result', 0, MAX_SEED).default(0))
  .addOption(wholeNumberOption('--epochs <number>', 'passes over the training rows; default 400', 1, 100_000))
  .addOption(
    new Option('--loss <kind>', 'of the pairs of a batch; default pairs').choices(
      LossOptions.options.map(({ shape }) => shape.kind.value),
    ),
  )
  .addOption(numberOption('--temperature <number>', 'of the contrastive loss, above 0; default 0.2'))
  .addOption(numberOption('--learning-rate <number>', 'of the first epoch, above 0; default 0.003'))
  .addOption(nameOption('--scaling <kind>', 'of the inputs; default rootStandard', TrainOptions.shape.scaling))
  .addOption(
    numberOption(
      '--input-dropout <share>',
      'share of the inputs that is left out in each epoch, 0 to 0.9; default 0.2',
    ),
  )
  .addOption(
    nameOption(
      '--keep <epoch>',
      'the epoch that fits the validation rows best, or the last; default validated',
      TrainOptions.shape.keep,
    ),
  )
  .addOption(wholeNumberOption('--groups <number>', 'for the ARI; default 0: one per class', 0, 1_000_000))
  .addOption(new Option('--backend <name>', 'default: the first that works').choices(BACKENDS))
  .action(({ json, ...options }) => runAtEdge({ json }, (context) => train(options, context)))

interface TrainFiles {
  readonly train: string
  readonly valid: string
  readonly test?: string | undefined
  readonly out: string
  readonly seed: number
  readonly epochs?: number | undefined
  readonly loss?: string | undefined
  readonly temperature?: number | undefined
  readonly learningRate?: number | undefined
  readonly scaling?: string | undefined
  readonly inputDropout?: number | undefined
  readonly keep?: string | undefined
  readonly groups?: number | undefined
  readonly backend?: string | undefined
}

async function train(
  { train: trainFile, valid: validFile, test: testFile, out, loss, temperature, backend, ...chosen }: TrainFiles,
  { signal, progress }: WorkContext,
): Promise<CommandResult> {
  const warmth = temperature === undefined ? {} : { temperature }
  const options = parse(TrainOptions, {
    ...chosen,
    loss: loss === undefined && temperature === undefined ? undefined : { kind: loss ?? 'contrastive', ...warmth },
    backends: backend === undefined ? undefined : [backend],
  })
  const folder = resolve(out)
  checkOutputFolder(folder)
  const [trainTable, valid] = [await readTable(trainFile), await readTable(validFile)]
  const test = testFile === undefined ? {} : { test: await readTable(testFile) }
  const {
    checkpoint,
    report,
    epochs: curves,
  } = await trainInChild({ train: trainTable, valid, ...test, options }, { signal, progress })
  await saveCheckpoint(folder, checkpoint)
  await writeCurves(folder, curves, Date.now())
  await writeFile(join(folder, 'report.json'), JSON.stringify(report, null, 2) + '\n')
  const notes = [
    ...unsaidLines(validFile, valid.descriptor, trainTable.descriptor),
    ...(testFile && test.test ? unsaidLines(testFile, test.test.descriptor, trainTable.descriptor) : []),
  ]
  return { json: report, text: [...notes, describeReport(report, options, folder)].join('\n') }
}

function describeReport(
  report: TrainReport,
  { loss, learningRate, scaling, inputDropout, keep }: TrainOptions,
  folder: string,
): string {
  const judged = report.test ? 'test' : 'valid'
  return [
    ...report.passedOver.map((reason) => `backend   passed over ${reason}`),
    `backend   ${report.backend}`,
    `learned   by ${loss.kind} at rate ${learningRate}, inputs ${scaling}, ${percent(inputDropout)} left out, epoch: ${keep}`,
    `epochs    ${report.epochs} in ${report.seconds.toFixed(2)} s, kept ${report.bestEpoch}`,
    `${judged.padEnd(9)} ${printScores(report[judged] ?? report.valid)}`,
    `raw       ${printScores(report.baseline)}`,
    `health    ${describeFindings(report.health)}`,
    `written   ${folder}`,
  ].join('\n')
}

const percent = (share: number): string => `${Math.round(100 * share)} %`
