import type { LayersModel, Variable } from '@tensorflow/tfjs'
import type { Tensorflow } from '../../system/loadTensorflow.js'
import type { Network } from '../../checkpoint/network.js'
import { writeNetwork } from '../../checkpoint/networkFiles.js'

/** A network as a tfjs model, made through the file format that checkpoints have. */
export async function toModel(tf: Tensorflow, network: Network): Promise<LayersModel> {
  const { model, weights } = writeNetwork(network)
  return tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology: model.modelTopology,
      weightSpecs: model.weightsManifest[0].weights.map((spec) => ({ ...spec })),
      weightData: weights,
    }),
  )
}

/** The model's variables, kernel and bias by layer. */
export const modelVariables = (model: LayersModel): Variable[] =>
  model.trainableWeights.map((weight) => weight.read() as Variable)

/** Copies the variables into a network. */
export const toNetwork = (variables: readonly Variable[]): Network =>
  Array.from({ length: variables.length / 2 }, (_, layer) => {
    const [kernel, bias] = variables.slice(2 * layer, 2 * layer + 2)
    const [inputs, outputs] = kernel.shape as [number, number]
    return { inputs, outputs, kernel: Float32Array.from(kernel.dataSync()), bias: Float32Array.from(bias.dataSync()) }
  })
