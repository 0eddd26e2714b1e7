import { join, resolve } from 'node:path'
import { writeFile } from 'atomically'
import { parse } from '../../shared/parse.js'
import { readDescribeOptions } from '../descriptor/descriptionReport.js'
import { saveCheckpoint } from '../embedding/checkpoint.js'
import { writeCurves } from '../embedding/curves/writeCurves.js'
import { describeFindings } from '../embedding/finding.js'
import { trainInChild } from '../embedding/trainInChild.js'
import { TrainOptions } from '../embedding/trainOptions.js'
import type { TrainReport } from '../embedding/trainReport.js'
import type { Evaluation } from '../metrics/evaluate.js'
import { readTable } from '../table/readTable.js'
import { command, runCommand, type CommandContext, type CommandResult } from './command.js'

export const trainCommand = command('train', 'Train a network on a table of histograms and judge it')
  .requiredOption('--train <table.tsv>', 'rows to learn from; those without a class are left out')
  .requiredOption('--valid <table.tsv>', 'rows that choose the epoch to keep')
  .option('--test <table.tsv>', 'rows that are only looked at for the report')
  .requiredOption('--out <folder>', 'folder for report.json, the checkpoint and the curves (curves.jsonl, TensorBoard)')
  .option('--seed <number>', 'same seed, same result; 0 is a seed too', Number, 0)
  .option('--epochs <number>', 'passes over the training rows', Number)
  .option('--groups <number>', 'groups to cut the tree into for the ARI; default: one per class', Number)
  .option('--backend <name>', 'tensorflow, wasm or cpu; default: the first that works')
  .action(({ json, ...options }) => runCommand({ json }, (context) => train(options, context)))

interface TrainFiles {
  readonly train: string
  readonly valid: string
  readonly test?: string | undefined
  readonly out: string
  readonly seed: number
  readonly epochs?: number | undefined
  readonly groups?: number | undefined
  readonly backend?: string | undefined
}

async function train(
  { out, seed, epochs, groups, backend, ...files }: TrainFiles,
  { signal, progress }: CommandContext,
): Promise<CommandResult> {
  const options = parse(TrainOptions, { seed, epochs, groups, backends: backend === undefined ? undefined : [backend] })
  const [trainTable, valid] = [await readTable(files.train), await readTable(files.valid)]
  const test = files.test === undefined ? {} : { test: await readTable(files.test) }
  const {
    checkpoint,
    report,
    epochs: curves,
  } = await trainInChild({ train: trainTable, valid, ...test, options }, { signal, progress })
  const folder = resolve(out)
  await saveCheckpoint(folder, { ...checkpoint, describe: await readDescribeOptions(files.train) })
  await writeCurves(folder, curves, Date.now())
  await writeFile(join(folder, 'report.json'), JSON.stringify(report, null, 2) + '\n')
  return { json: report, text: describeReport(report, folder) }
}

function describeReport(report: TrainReport, folder: string): string {
  const judged = report.test ? 'test' : 'valid'
  return [
    ...report.passedOver.map((reason) => `backend   passed over ${reason}`),
    `backend   ${report.backend}`,
    `epochs    ${report.epochs} in ${report.seconds.toFixed(2)} s, kept ${report.bestEpoch}`,
    `${judged.padEnd(9)} ${describeScores(report[judged] ?? report.valid)}`,
    `raw       ${describeScores(report.baseline)}`,
    `health    ${describeFindings(report.health)}`,
    `written   ${folder}`,
  ].join('\n')
}

const describeScores = ({ accuracy, ari, map }: Evaluation): string =>
  `accuracy ${accuracy.toFixed(3)}, ARI ${ari.toFixed(3)}, MAP@R ${map.toFixed(3)}`
