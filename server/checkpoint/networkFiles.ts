import { z } from 'zod'
import type { DenseLayer, Network } from './network.js'

const WEIGHTS_FILE = 'weights.bin'
const TFJS_VERSION = '4.22.0'

/** How weights are kept: as they are, or as 65,536 even steps between the least and the greatest of an array. */
export type WeightStorage = 'float32' | 'uint16'

const STEPS = 0xffff

/**
 * A network in the format of `tf.loadLayersModel`: a Sequential of Dense layers, little-endian weights. Those kept in
 * 16 bits come back, there and by readNetwork, within half a step.
 */
export function writeNetwork(network: Network, storage: WeightStorage = 'float32') {
  const arrays = network.flatMap((layer, index) => [
    { name: `dense_${index}/kernel`, shape: [layer.inputs, layer.outputs], values: layer.kernel },
    { name: `dense_${index}/bias`, shape: [layer.outputs], values: layer.bias },
  ])
  const packed = arrays.map(({ name, shape, values }) => {
    const spec = { name, shape, dtype: 'float32' as const }
    return storage === 'float32' ? { spec, bytes: values } : packSteps(spec, values)
  })
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
    weightsManifest: [{ paths: [WEIGHTS_FILE], weights: packed.map(({ spec }) => spec) }],
  }
  return { model, weights: joinBytes(packed.map(({ bytes }) => bytes)) }
}

function packSteps(spec: WeightSpec, values: Float32Array) {
  const min = values.reduce((a, b) => Math.min(a, b), Infinity)
  const max = values.reduce((a, b) => Math.max(a, b), -Infinity)
  const scale = (max - min) / STEPS || 1
  return {
    spec: { ...spec, quantization: { dtype: 'uint16' as const, scale, min } },
    bytes: Uint16Array.from(values, (value) => Math.round((value - min) / scale)),
  }
}

function joinBytes(arrays: readonly (Float32Array | Uint16Array)[]): ArrayBuffer {
  const joined = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + byteLength, 0))
  let offset = 0
  for (const { buffer, byteOffset, byteLength } of arrays) {
    joined.set(new Uint8Array(buffer, byteOffset, byteLength), offset)
    offset += byteLength
  }
  return joined.buffer
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

const WeightSpec = z.object({
  name: z.string(),
  shape: z.array(z.int().positive()),
  dtype: z.literal('float32'),
  quantization: z.object({ dtype: z.literal('uint16'), scale: z.number(), min: z.number() }).optional(),
})
type WeightSpec = z.infer<typeof WeightSpec>

const Manifest = z.object({ weightsManifest: z.array(z.object({ weights: z.array(WeightSpec) })).length(1) })

/** The inverse of writeNetwork. Throws an Error when the files do not belong together. */
export function readNetwork({ model, weights }: { model: unknown; weights: ArrayBuffer }): Network {
  const specs = Manifest.parse(model).weightsManifest[0].weights
  let offset = 0
  const take = ({ shape, quantization }: WeightSpec): Float32Array => {
    const count = shape.reduce((product, size) => product * size, 1)
    const end = offset + count * (quantization ? 2 : 4)
    const bytes = weights.slice(offset, end)
    offset = end
    if (!quantization) return new Float32Array(bytes)
    const { scale, min } = quantization
    return new Float32Array(new Uint16Array(bytes)).map((step) => step * scale + min) // `from` takes 15 times as long
  }
  const network: DenseLayer[] = []
  for (let i = 0; i + 1 < specs.length; i += 2) {
    const [inputs, outputs] = specs[i].shape
    network.push({ inputs, outputs, kernel: take(specs[i]), bias: take(specs[i + 1]) })
  }
  if (network.length === 0 || offset !== weights.byteLength) throw new Error('the weights do not fit the layers')
  return network
}
