import type { Tensor2D, Variable } from '@tensorflow/tfjs'
import { measureRetrieval } from '../metrics/retrieval.js'
import { cosineMatrix } from '../metrics/cosineMatrix.js'
import { indexLabels } from '../metrics/contingency.js'
import type { Table } from '../table/table.js'
import { fitInputScaling, scaleInputs, type InputScaling } from './inputScaling.js'
import type { LoadedTensorflow } from './loadTensorflow.js'
import { createNetwork, runNetwork, type Network } from './network.js'
import { embedByOps, pairLossByOps, toVariables } from './opGraph.js'
import { sampleBatches } from './sampleBatches.js'
import { seededRandom } from './seededRandom.js'
import type { TrainOptions } from './trainOptions.js'

/** One epoch's figures. */
export interface Epoch {
  readonly epoch: number
  /** Mean over the batches. */
  readonly loss: number
  /** MAP@R of the validation rows. */
  readonly validMap: number
}

export interface TrainedNetwork {
  readonly network: Network
  readonly scaling: InputScaling
  readonly epochs: readonly Epoch[]
  /** The epoch whose weights were kept: best validation MAP@R, the latest of equals. */
  readonly bestEpoch: number
}

/** Streams of random numbers of one seed, so that a change in one use does not move the other. */
const STREAM = { weights: 1, batches: 2 }

/** Trains on the labelled rows of `train`; `valid` chooses the epoch. */
export async function trainNetwork(
  { tf }: LoadedTensorflow,
  train: Table,
  valid: Table,
  options: TrainOptions,
  onEpoch: (epoch: Epoch) => Promise<void>,
): Promise<TrainedNetwork> {
  const scaling = fitInputScaling(train, options.scaling)
  const inputs = scaleInputs(train.values, scaling)
  const validInputs = scaleInputs(valid.values, scaling)
  const { indices: labels } = indexLabels(train.classes)
  const labelled = Int32Array.from(labels.keys()).filter((i) => train.classes[i] !== '')
  const random = seededRandom(options.seed, STREAM.batches)
  const weights = toVariables(
    tf,
    createNetwork(train.dimension, options.widths, seededRandom(options.seed, STREAM.weights)),
  )
  const optimizer = tf.train.adam(options.learningRate)
  const epochs: Epoch[] = []
  let best = { epoch: 0, map: -Infinity, network: readWeights(weights) }
  for (let epoch = 1; epoch <= options.epochs; epoch++) {
    let sum = 0
    const batches = sampleBatches(labelled, options.batchSize, random)
    for (const batch of batches) {
      const batchInputs = gatherRows(tf, inputs, train.dimension, batch)
      const batchLabels = batch.map((i) => labels[i])
      const loss = optimizer.minimize(
        () => pairLossByOps(tf, embedByOps(weights, batchInputs), batchLabels, options.margin),
        true,
        weights,
      )
      if (loss) sum += loss.dataSync()[0]
      tf.dispose([batchInputs, ...(loss ? [loss] : [])])
    }
    if (!Number.isFinite(sum))
      throw new Error(`the loss is no longer finite in epoch ${epoch}; lower the learning rate`)
    const network = readWeights(weights)
    const validMap = measureValid(network, valid, validInputs)
    if (!(validMap < best.map)) best = { epoch, map: validMap, network }
    epochs.push({ epoch, loss: sum / batches.length, validMap })
    await onEpoch(epochs[epochs.length - 1])
  }
  tf.dispose(weights)
  optimizer.dispose()
  return { network: best.network, scaling, epochs, bestEpoch: best.epoch }
}

function gatherRows(tf: LoadedTensorflow['tf'], values: Float32Array, dimension: number, rows: Int32Array): Tensor2D {
  const gathered = new Float32Array(rows.length * dimension)
  rows.forEach((row, i) => gathered.set(values.subarray(row * dimension, (row + 1) * dimension), i * dimension))
  return tf.tensor2d(gathered, [rows.length, dimension])
}

const readWeights = (weights: readonly Variable[]): Network =>
  weights
    .filter((_, i) => i % 2 === 0)
    .map((kernel, layer) => ({
      inputs: kernel.shape[0],
      outputs: kernel.shape[1] ?? 1,
      kernel: Float32Array.from(kernel.dataSync()),
      bias: Float32Array.from(weights[2 * layer + 1].dataSync()),
    }))

function measureValid(network: Network, valid: Table, inputs: Float32Array): number {
  const dimension = network[network.length - 1].outputs
  const embedded = { ...valid, dimension, values: runNetwork(network, inputs) }
  return measureRetrieval(cosineMatrix(embedded), valid.classes).map
}
