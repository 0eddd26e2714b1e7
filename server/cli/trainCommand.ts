import { join, resolve } from 'node:path'
import { Option } from '@commander-js/extra-typings'
import { parse } from '../../shared/parse.js'
import { describeFindings } from '../health/finding.js'
import type { TrainReport } from '../../shared/schema/trainReport.js'
import { printScores } from './printScores.js'
import { writeWhole } from '../system/writeWhole.js'
import { checkOutputFolder } from './checkOutput.js'
import { command, runAtEdge, type CommandResult } from './command.js'
import { FIELDS } from './generated/fields.js'
import { schemaOptions } from './schemaOptions.js'
import { numberOption } from './valueOptions.js'
import type { TrainOptions } from '../../shared/schema/trainOptions.js'
import type { WorkContext } from '../../shared/progress.js'

/** Fields of TrainOptions that are options of the command; callers of trainInChild can set the others, too. */
const CHOSEN = ['seed', 'epochs', 'learningRate', 'scaling', 'inputDropout', 'keep', 'groups']

const { loss: LOSS, backends: BACKENDS } = FIELDS.TrainOptions
const LOSSES = LOSS.oneOf.map(({ properties }) => properties.kind.const)
const TEMPERATURE = FIELDS.ContrastiveOptions.temperature.default

export const trainCommand = command('train')
for (const option of schemaOptions(FIELDS.TrainOptions, CHOSEN)) trainCommand.addOption(option)
trainCommand
  .requiredOption('--train <table.tsv>', 'rows to learn from; those without a class are left out')
  .requiredOption('--valid <table.tsv>', 'rows that choose the epoch to keep, and are reported')
  .option('--test <table.tsv>', 'rows that are only looked at for the report')
  .requiredOption('--out <folder>', 'folder for report.json, the checkpoint and the curves (curves.jsonl, TensorBoard)')
  .addOption(new Option('--loss <kind>', `of the pairs of a batch; default ${LOSS.default.kind}`).choices(LOSSES))
  .addOption(numberOption('--temperature <number>', `of the contrastive loss, above 0; default ${TEMPERATURE}`))
  .addOption(new Option('--backend <name>', 'default: the first that works').choices(BACKENDS.default))
  .action(({ json, ...options }) => runAtEdge({ json }, (context) => train(options, context)))

/** Files of the command; the fields of TrainOptions in CHOSEN are added to them. */
interface TrainFiles {
  readonly train: string
  readonly valid: string
  readonly test?: string | undefined
  readonly out: string
  readonly loss?: string | undefined
  readonly temperature?: number | undefined
  readonly backend?: string | undefined
}

async function train(
  { train: trainFile, valid: validFile, test: testFile, out, loss, temperature, backend, ...chosen }: TrainFiles,
  { signal, progress }: WorkContext,
): Promise<CommandResult> {
  const { TrainOptions } = await import('../../shared/schema/trainOptions.js') // heavy: `--help` and wrong use answer without it
  const warmth = temperature === undefined ? {} : { temperature }
  const options = parse(TrainOptions, {
    ...chosen,
    loss: loss === undefined && temperature === undefined ? undefined : { kind: loss ?? 'contrastive', ...warmth },
    backends: backend === undefined ? undefined : [backend],
  })
  const folder = resolve(out)
  checkOutputFolder(folder)
  const { readTable } = await import('../table/readTable.js') // heavy: `--help` and wrong use answer without it
  const { unsaidLines } = await import('../table/compareDescriptors.js')
  const { trainInChild } = await import('../training/trainInChild.js')
  const { saveCheckpoint } = await import('../checkpoint/checkpoint.js')
  const { writeCurves } = await import('../training/curves/writeCurves.js')
  const [trainTable, valid] = [await readTable(trainFile), await readTable(validFile)]
  const test = testFile === undefined ? {} : { test: await readTable(testFile) }
  const {
    checkpoint,
    report,
    epochs: curves,
  } = await trainInChild({ train: trainTable, valid, ...test, options }, { signal, progress })
  await saveCheckpoint(folder, checkpoint)
  await writeCurves(folder, curves, Date.now())
  await writeWhole(join(folder, 'report.json'), JSON.stringify(report, null, 2) + '\n')
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
