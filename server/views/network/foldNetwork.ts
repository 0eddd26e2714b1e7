import { kernelLength, LAYERS, type Layer, NETWORK_LENGTH } from './layers.js'
import type { TorchTensor } from './readTorchTensors.js'

/** Keeps the square root away from 0; the checkpoint's batch norms were trained with this value. */
const NORM_EPSILON = 1e-3

/**
 * Makes the numbers that the network runs with from those of the checkpoint: each batch norm is folded into the
 * convolution before it, the three color planes of the first layer are added up, and the classifier is left out.
 *
 * @param tensors tensors of efficientnet-lite0 with PyTorch's names and order of axes (outputs, inputs, rows,
 *   columns)
 * @returns (NETWORK_LENGTH) each layer's kernel in TensorFlow.js' order of axes, then its bias
 * @throws Error when a tensor is missing or has another size
 */
export function foldNetwork(tensors: ReadonlyMap<string, TorchTensor>): Float32Array<ArrayBuffer> {
  const numbers = new Float32Array(NETWORK_LENGTH)
  let at = 0
  for (const layer of LAYERS) {
    const length = kernelLength(layer)
    foldLayer(
      layer,
      tensors,
      numbers.subarray(at, at + length),
      numbers.subarray(at + length, at + length + layer.outputs),
    )
    at += length + layer.outputs
  }
  return numbers
}

function foldLayer(
  { kernel, outputs, kind, inputs, names }: Layer,
  tensors: ReadonlyMap<string, TorchTensor>,
  folded: Float32Array,
  bias: Float32Array,
): void {
  const area = kernel * kernel
  const given = find(tensors, names.weights)
  const planes = given.length / (area * outputs)
  const isStem = kind === 'conv' && inputs === 1
  if (planes !== (isStem ? 3 : kind === 'conv' ? inputs : 1)) throw new Error(`${names.weights} has another size`)
  const [gamma, beta, mean, variance] = ['weight', 'bias', 'running_mean', 'running_var'].map((name) =>
    find(tensors, `${names.norm}.${name}`, outputs),
  )
  for (let output = 0; output < outputs; output++) {
    const factor = gamma[output] / Math.sqrt(variance[output] + NORM_EPSILON)
    bias[output] = beta[output] - mean[output] * factor
    for (let place = 0; place < area; place++) {
      const plane = (input: number) => given[(output * planes + input) * area + place]
      if (isStem) folded[place * outputs + output] = (plane(0) + plane(1) + plane(2)) * factor
      else if (kind === 'depthwise') folded[place * outputs + output] = plane(0) * factor
      else
        for (let input = 0; input < inputs; input++)
          folded[(place * inputs + input) * outputs + output] = plane(input) * factor
    }
  }
}

function find(tensors: ReadonlyMap<string, TorchTensor>, name: string, length?: number): Float32Array {
  const tensor = tensors.get(name)
  if (!tensor || (length !== undefined && tensor.values.length !== length))
    throw new Error(`${name} is missing or has another size`)
  return tensor.values
}
