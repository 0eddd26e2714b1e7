import { cutGroups, evaluate } from '../metrics/evaluate.js'
import type { Table } from '../table/table.js'
import { checkHealth } from '../health/checkHealth.js'
import type { Checkpoint } from '../checkpoint/checkpoint.js'
import { embedTable } from '../checkpoint/embedTable.js'
import { loadTensorflow } from '../system/loadTensorflow.js'
import type { TrainOptions } from '../../shared/schema/trainOptions.js'
import { trainNetwork, type Epoch } from './trainNetwork.js'
import type { TrainReport } from '../../shared/schema/trainReport.js'

export interface TrainRequest {
  readonly train: Table
  /** Chooses the epoch that is kept, unless the options keep the last; never trained on. */
  readonly valid: Table
  /** Only evaluated for the report. */
  readonly test?: Table
  readonly options: TrainOptions
}

export interface TrainResult {
  readonly checkpoint: Checkpoint
  readonly report: TrainReport
  /** The curves, one entry an epoch. */
  readonly epochs: readonly Epoch[]
}

/** Loads TensorFlow.js, trains and evaluates. It runs in the child process. */
export async function trainCheckpoint(
  { train, valid, test, options }: TrainRequest,
  onEpoch: (epoch: Epoch) => Promise<void>,
): Promise<TrainResult> {
  const tensorflow = await loadTensorflow(options.backends)
  const started = performance.now()
  const { network, scaling, bestEpoch, epochs } = await trainNetwork(tensorflow, train, valid, options, onEpoch)
  const seconds = (performance.now() - started) / 1000
  const versions = { node: process.versions.node, tfjs: tensorflow.tf.version_core }
  const record = { kind: 'network' as const, options, backend: tensorflow.backend, versions, metrics: {} }
  const checkpoint: Checkpoint = { name: 'checkpoint', expects: train.descriptor, network, scaling, record }
  const groups = options.groups || new Set(train.classes.filter((name) => name !== '')).size
  const places = embedTable(checkpoint, train)
  const judge = (table: Table) => {
    const embedding = embedTable(checkpoint, table)
    const found = cutGroups(embedding, groups)
    return { raw: table, embedding, groups: found, figures: evaluate(places, embedding, found) }
  }
  const onValid = judge(valid)
  const onTest = test && judge(test)
  const { figures, ...judged } = onTest ?? onValid
  const baseline = evaluate(train, judged.raw, cutGroups(judged.raw, groups))
  const health = checkHealth({
    ...judged,
    scores: { shapes: judged.raw.ids.length, learned: figures, raw: baseline },
  })
  const figuresOfSets = { valid: onValid.figures, ...(onTest ? { test: onTest.figures } : {}), baseline }
  const report: TrainReport = {
    backend: tensorflow.backend,
    passedOver: [...tensorflow.passedOver],
    epochs: options.epochs,
    bestEpoch,
    seconds,
    seed: options.seed,
    groups,
    ...figuresOfSets,
    health,
    versions,
  }
  return {
    checkpoint: { ...checkpoint, record: { ...record, metrics: { bestEpoch, ...figuresOfSets } } },
    report,
    epochs,
  }
}
