import type { Tensor, Tensor2D } from '@tensorflow/tfjs'
import type { Tensorflow } from '../../system/loadTensorflow.js'
import type { GramLoss } from '../loss/gramLoss.js'
import { SHORTEST_ROW } from '../../table/normalizeRows.js'
import { modelVariables, toModel, toNetwork } from './networkModel.js'
import type { StepInput, TrainingStep } from './trainingStep.js'

/** The network in tfjs operations. @returns (B, outputs) rows of length 1 */
export function embedByOps(weights: readonly Tensor[], inputs: Tensor2D): Tensor2D {
  let values = inputs
  for (let i = 0; i < weights.length; i += 2) {
    values = values.matMul<Tensor2D>(weights[i]).add(weights[i + 1])
    if (i + 2 < weights.length) values = values.relu()
  }
  return values.div(values.square().sum(1, true).sqrt().maximum(SHORTEST_ROW))
}

/**
 * A training step in tfjs' own operations and gradients. It is the reference for tests of the kernel, and is used for
 * very wide networks.
 */
export async function createOpStep(tf: Tensorflow, input: StepInput, loss: GramLoss): Promise<TrainingStep> {
  const { labels, network } = input
  const width = network[0].inputs
  const model = await toModel(tf, network)
  const variables = modelVariables(model)

  class RatedAdam extends tf.AdamOptimizer {
    setLearningRate(rate: number): void {
      this.learningRate = rate
    }
  }
  const optimizer = new RatedAdam(0, 0.9, 0.999)
  const table = input.inputs.slice()
  const gather = (rows: Int32Array): Tensor2D => {
    const values = new Float32Array(rows.length * width)
    rows.forEach((row, i) => values.set(table.subarray(row * width, (row + 1) * width), i * width))
    return tf.tensor2d(values, [rows.length, width])
  }
  return {
    run(rows, learningRate) {
      optimizer.setLearningRate(learningRate)
      return tf.tidy(() => {
        const batch = gather(rows)
        const batchLabels = rows.map((row) => labels[row])
        const lossOf = () => {
          const embeddings = embedByOps(variables, batch)
          return loss.build(tf, tf.matMul<Tensor2D>(embeddings, embeddings, false, true), batchLabels)
        }
        const value = optimizer.minimize(lossOf, true, variables)
        if (!value) throw new Error('tfjs gave no loss back')
        return value.dataSync()[0]
      })
    },
    setInputs: (values) => table.set(values),
    embed: (rows) => tf.tidy(() => Float32Array.from(embedByOps(variables, gather(rows)).dataSync())),
    network: () => toNetwork(variables),
    dispose() {
      model.dispose()
      optimizer.dispose()
    },
  }
}
