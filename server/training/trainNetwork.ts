import { Random } from '../../shared/random.js'
import { cosineMatrix } from '../metrics/cosineMatrix.js'
import { indexLabels } from '../metrics/contingency.js'
import { findClassCenters, nearestClass, shareEqual } from '../metrics/nearestCenter.js'
import type { Table } from '../table/table.js'
import { chooseEngine } from './kernel/chooseEngine.js'
import { createFusedStep } from './kernel/fusedStep.js'
import { fitInputScaling, scaleInputs, type InputScaling } from '../checkpoint/inputScaling.js'
import type { LoadedTensorflow } from '../system/loadTensorflow.js'
import { createLoss } from './loss/createLoss.js'
import type { GramLoss } from './loss/gramLoss.js'
import { createNetwork, type Network } from '../checkpoint/network.js'
import { createOpStep } from './kernel/opStep.js'
import { sampleBatches } from './sampleBatches.js'
import type { TrainOptions } from '../../shared/schema/trainOptions.js'
import type { TrainingStep } from './kernel/trainingStep.js'

/** Figures of one epoch. */
export interface Epoch {
  readonly epoch: number
  readonly learningRate: number
  /** Mean over the batches. */
  readonly loss: number
  /** The loss over all pairs of the labelled validation rows; only in epochs in which these are evaluated. */
  readonly validLoss?: number
  /**
   * Share of the labelled validation rows whose nearest class center of the training rows is right; in the same
   * epochs.
   */
  readonly validAccuracy?: number
}

export interface TrainedNetwork {
  readonly network: Network
  readonly scaling: InputScaling
  readonly epochs: readonly Epoch[]
  /**
   * The epoch whose weights were kept: the last, or the one with the least validation loss, the latest of equal ones.
   */
  readonly bestEpoch: number
}

/** How often the validation rows are evaluated in a training. */
const VALIDATIONS = 100

/** Trains on the labelled rows of `train`; `valid` chooses the epoch, unless the last one is wanted. */
export async function trainNetwork(
  { tf, backend }: LoadedTensorflow,
  train: Table,
  valid: Table,
  options: TrainOptions,
  onEpoch: (epoch: Epoch) => Promise<void>,
): Promise<TrainedNetwork> {
  const scaling = fitInputScaling(train, options.scaling)
  const inputs = new Float32Array(train.values.length + valid.values.length)
  inputs.set(scaleInputs(train.values, scaling))
  inputs.set(scaleInputs(valid.values, scaling), train.values.length)
  const classes = [...train.classes, ...valid.classes]
  const { indices: labels } = indexLabels(classes)
  const labelled = Int32Array.from(classes.keys()).filter((row) => classes[row] !== '')
  const trainRows = labelled.filter((row) => row < train.ids.length)
  const validRows = labelled.filter((row) => row >= train.ids.length)

  const network = createNetwork(train.dimension, options.widths, Random.of(options.seed, 'weights'))
  const loss = createLoss(options.loss)
  const engine = chooseEngine(options, train.dimension, backend)
  const createStep = engine === 'operations' ? createOpStep : createFusedStep
  const step = await createStep(tf, { network, inputs, labels, batchSize: options.batchSize }, loss)
  const random = Random.of(options.seed, 'batches')
  const noise = Random.of(options.seed, 'dropout')
  const trainInputs = inputs.slice(0, train.values.length)
  const validateEvery = Math.max(1, Math.floor(options.epochs / VALIDATIONS))

  const epochs: Epoch[] = []
  let best = { epoch: 0, loss: Infinity, network }
  for (let epoch = 1; epoch <= options.epochs; epoch++) {
    const learningRate = rateOf(epoch, options)
    let sum = 0
    if (options.inputDropout > 0) step.setInputs(dropInputs(trainInputs, options.inputDropout, noise))
    const batches = sampleBatches(trainRows, labels, options, random)
    for (const batch of batches) sum += step.run(batch, learningRate)
    if (!Number.isFinite(sum))
      throw new Error(`the loss is no longer finite in epoch ${epoch}; lower the learning rate`)
    const figures = { epoch, learningRate, loss: sum / batches.length }
    if (epoch % validateEvery === 0 || epoch === options.epochs) {
      const validLoss = measureLoss(step, loss, validRows, labels)
      if (options.keep === 'last' || !(validLoss > best.loss))
        best = { epoch, loss: validLoss, network: step.network() }
      if (options.inputDropout > 0) step.setInputs(trainInputs)
      const validAccuracy = measureAccuracy(step, trainRows, validRows, classes)
      epochs.push({ ...figures, validLoss, validAccuracy })
    } else epochs.push(figures)
    await onEpoch(epochs[epochs.length - 1])
  }
  step.dispose()
  return { network: best.network, scaling, epochs, bestEpoch: best.epoch }
}

/**
 * A copy in which each number is replaced with the given probability by 0, the mean of its column. The probability is
 * exact to 1/256, because one random draw serves 4 numbers.
 */
function dropInputs(inputs: Float32Array, share: number, random: Random): Float32Array {
  const threshold = Math.round(share * 256)
  const dropped = inputs.slice()
  for (let i = 0; i < dropped.length; i += 4) {
    const bits = random.bits()
    for (let k = 0; k < 4; k++) if (((bits >>> (8 * k)) & 255) < threshold) dropped[i + k] = 0
  }
  return dropped
}

const rateOf = (epoch: number, { learningRate, schedule, epochs }: TrainOptions): number =>
  schedule === 'constant' ? learningRate : (learningRate / 2) * (1 + Math.cos((Math.PI * (epoch - 1)) / epochs))

/** Share of `rows` whose nearest class center of `trainRows` is right. */
function measureAccuracy(
  step: TrainingStep,
  trainRows: Int32Array,
  rows: Int32Array,
  classes: readonly string[],
): number {
  const embed = (some: Int32Array) => {
    const values = step.embed(some)
    return { classes: Array.from(some, (row) => classes[row]), values, dimension: values.length / some.length }
  }
  const valid = embed(rows)
  return shareEqual(nearestClass(valid, findClassCenters(embed(trainRows))), valid.classes)
}

/** The loss over all pairs of `rows` at once. */
function measureLoss(step: TrainingStep, loss: GramLoss, rows: Int32Array, labels: Int32Array): number {
  const count = rows.length
  const embedded = step.embed(rows)
  const similarities = cosineMatrix(embedded, embedded.length / count)
  const rowLabels = rows.map((row) => labels[row])
  return loss.evaluate(similarities, rowLabels, count, new Float32Array(count * count))
}
