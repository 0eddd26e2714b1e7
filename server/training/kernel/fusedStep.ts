import { createFusedAdam, tieWeights } from './fusedAdam.js'
import { createFusedLoss } from './fusedLoss.js'
import type { Tensorflow } from '../../system/loadTensorflow.js'
import type { GramLoss } from '../loss/gramLoss.js'
import { modelVariables, toModel, toNetwork } from './networkModel.js'
import { TrainingKernel } from './trainingKernel.js'
import type { StepInput, TrainingStep } from './trainingStep.js'

/**
 * A training step in the kernel under tfjs: the weights are variables of a LayersModel, and the step is
 * `optimizer.minimize`.
 */
export async function createFusedStep(tf: Tensorflow, input: StepInput, loss: GramLoss): Promise<TrainingStep> {
  const { network, inputs, labels, batchSize } = input
  const widths = network.map(({ outputs }) => outputs)
  const kernel = new TrainingKernel({ rows: labels.length, inputs: network[0].inputs, widths, batchSize })
  kernel.setTable(inputs)
  const model = await toModel(tf, network)
  const variables = modelVariables(model)
  const tied = tieWeights(tf, kernel, variables)
  let rows: Int32Array = new Int32Array(0)
  const lossOf = createFusedLoss(tf, tied, loss, () => ({ rows, labels: rows.map((row) => labels[row]) }))
  const optimizer = createFusedAdam(tf, tied)
  return {
    run(batch, learningRate) {
      rows = batch
      optimizer.setLearningRate(learningRate)
      const value = optimizer.minimize(() => lossOf(...variables), true, variables)
      if (!value) throw new Error('tfjs gave no loss back')
      const [number] = value.dataSync()
      value.dispose()
      return number
    },
    setInputs: (values) => kernel.setTable(values),
    embed(batch) {
      tied.pull()
      return kernel.embed(batch)
    },
    network: () => toNetwork(variables),
    dispose() {
      model.dispose()
      optimizer.dispose()
    },
  }
}
