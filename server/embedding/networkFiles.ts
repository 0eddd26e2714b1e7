import { z } from 'zod'
import type { DenseLayer, Network } from './network.js'

const WEIGHTS_FILE = 'weights.bin'
const TFJS_VERSION = '4.22.0'

/** A network in the format of `tf.loadLayersModel`: a Sequential of Dense layers, float32 little-endian weights. */
export function writeNetwork(network: Network) {
  const arrays = network.flatMap((layer, index) => [
    { name: `dense_${index}/kernel`, shape: [layer.inputs, layer.outputs], values: layer.kernel },
    { name: `dense_${index}/bias`, shape: [layer.outputs], values: layer.bias },
  ])
  const weights = new Float32Array(arrays.reduce((sum, { values }) => sum + values.length, 0))
  let offset = 0
  for (const { values } of arrays) {
    weights.set(values, offset)
    offset += values.length
  }
  const model = {
    format: 'layers-model',
    generatedBy: 'shapekin',
    convertedBy: null,
    modelTopology: {
      class_name: 'Sequential',
      config: { name: 'shapekin', layers: network.map(describeLayer) },
      keras_version: `tfjs-layers ${TFJS_VERSION}`,
      backend: 'tensor_flow.js',
    },
    weightsManifest: [
      { paths: [WEIGHTS_FILE], weights: arrays.map(({ name, shape }) => ({ name, shape, dtype: 'float32' as const })) },
    ],
  }
  return { model, weights: weights.buffer }
}

const describeLayer = ({ inputs, outputs }: DenseLayer, index: number, layers: Network) => ({
  class_name: 'Dense',
  config: {
    name: `dense_${index}`,
    trainable: true,
    ...(index === 0 ? { batch_input_shape: [null, inputs] } : {}),
    dtype: 'float32',
    units: outputs,
    activation: index === layers.length - 1 ? 'linear' : 'relu',
    use_bias: true,
  },
})

const Manifest = z.object({
  weightsManifest: z
    .array(
      z.object({
        weights: z.array(
          z.object({ name: z.string(), shape: z.array(z.int().positive()), dtype: z.literal('float32') }),
        ),
      }),
    )
    .length(1),
})

/** The inverse of writeNetwork. Throws an Error when the files do not belong together. */
export function readNetwork({ model, weights }: { model: unknown; weights: ArrayBuffer }): Network {
  const specs = Manifest.parse(model).weightsManifest[0].weights
  const values = new Float32Array(weights)
  let offset = 0
  const take = (length: number) => values.slice(offset, (offset += length))
  const network: DenseLayer[] = []
  for (let i = 0; i + 1 < specs.length; i += 2) {
    const [inputs, outputs] = specs[i].shape
    network.push({ inputs, outputs, kernel: take(inputs * outputs), bias: take(outputs) })
  }
  if (network.length === 0 || offset !== values.length) throw new Error('the weights do not fit the layers')
  return network
}
