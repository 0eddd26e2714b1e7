import { evaluate } from '../metrics/evaluate.js'
import type { Table } from '../table/table.js'
import type { Checkpoint } from './checkpoint.js'
import { embedTable } from './embedTable.js'
import { loadTensorflow } from './loadTensorflow.js'
import type { TrainOptions } from './trainOptions.js'
import { trainNetwork, type Epoch } from './trainNetwork.js'
import type { TrainReport } from './trainReport.js'

export interface TrainRequest {
  readonly train: Table
  /** Chooses the epoch to keep; never trained on. */
  readonly valid: Table
  /** Only looked at for the report. */
  readonly test?: Table
  readonly options: TrainOptions
}

export interface TrainResult {
  readonly checkpoint: Checkpoint
  readonly report: TrainReport
}

/** Loads TensorFlow.js, trains, evaluates. Runs in the child process. */
export async function trainCheckpoint(
  { train, valid, test, options }: TrainRequest,
  onEpoch: (epoch: Epoch) => Promise<void>,
): Promise<TrainResult> {
  const tensorflow = await loadTensorflow(options.backends)
  const started = performance.now()
  const { network, scaling, bestEpoch } = await trainNetwork(tensorflow, train, valid, options, onEpoch)
  const seconds = (performance.now() - started) / 1000
  const versions = { node: process.versions.node, tfjs: tensorflow.tf.version_core }
  const record = { options, backend: tensorflow.backend, versions, metrics: {} }
  const checkpoint: Checkpoint = { descriptor: train.kind, network, scaling, record }
  const groups = options.groups || new Set(train.classes.filter((name) => name !== '')).size
  const judge = (table: Table) => evaluate(embedTable(checkpoint, train), embedTable(checkpoint, table), groups)
  const report: TrainReport = {
    backend: tensorflow.backend,
    passedOver: tensorflow.passedOver,
    epochs: options.epochs,
    bestEpoch,
    seconds,
    seed: options.seed,
    groups,
    valid: judge(valid),
    ...(test ? { test: judge(test) } : {}),
    baseline: evaluate(train, test ?? valid, groups),
    versions,
  }
  const { valid: validFigures, test: testFigures, baseline } = report
  const metrics = { bestEpoch, valid: validFigures, ...(testFigures ? { test: testFigures } : {}), baseline }
  return { checkpoint: { ...checkpoint, record: { ...record, metrics } }, report }
}
