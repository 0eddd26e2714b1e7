import { LAYERS, type Layer } from '../../../server/views/network/layers.js'
import type { TorchTensor } from '../../../server/views/network/readTorchTensors.js'
import { Random } from '../../../shared/random.js'

/** Channels of a picture: (channels x size x size) float64, rows last. */
interface Planes {
  readonly channels: number
  readonly size: number
  readonly values: Float64Array
}

type Tensors = ReadonlyMap<string, TorchTensor>

/** A checkpoint with the names and sizes of the published one, and random numbers in the ranges of a trained one. */
export function randomCheckpoint(seed: number): Map<string, TorchTensor> {
  const random = new Random(seed)
  const tensors = new Map<string, TorchTensor>()
  for (const layer of LAYERS) {
    const inputs = layer.names.weights === '_conv_stem.weight' ? 3 : layer.kind === 'conv' ? layer.inputs : 1
    const shape = [layer.outputs, inputs, layer.kernel, layer.kernel]
    const length = shape.reduce((product, side) => product * side, 1)
    const spread = Math.sqrt(6 / (length / layer.outputs)) // keeps the size of numbers from layer to layer
    const put = (name: string, shape: number[], low: number, high: number) => {
      const count = shape.reduce((product, side) => product * side, 1)
      tensors.set(name, {
        shape,
        values: Float32Array.from({ length: count }, () => low + (high - low) * (random.bits() / 2 ** 32)),
      })
    }
    put(layer.names.weights, shape, -spread, spread)
    put(`${layer.names.norm}.weight`, [layer.outputs], 0.5, 1.5)
    put(`${layer.names.norm}.bias`, [layer.outputs], -0.5, 1)
    put(`${layer.names.norm}.running_mean`, [layer.outputs], -0.5, 0.5)
    put(`${layer.names.norm}.running_var`, [layer.outputs], 0.5, 2)
  }
  return tensors
}

/** The taps of a gray picture, means and deviations, by the definition of each layer, in doubles: three color planes, batch norms by themselves. */
export function plainLook(tensors: Tensors, picture: Uint8Array): number[] {
  const size = Math.sqrt(picture.length)
  const values = Float64Array.from({ length: 3 * picture.length }, (_, i) => (picture[i % picture.length] - 127) / 128)
  const [stem, ...rest] = LAYERS
  const head = rest.pop() as Layer
  let x = normalize(tensors, stem, convolve(tensors, stem, { channels: 3, size, values }))
  let before = x
  const tapped = new Map<number, Planes>() // by channels: the last block of so many
  for (const layer of rest) {
    x = normalize(tensors, layer, convolve(tensors, layer, x))
    if (!layer.names.weights.includes('_project_conv')) continue
    if (before.channels === x.channels && before.size === x.size)
      x.values.forEach((_, i) => (x.values[i] += before.values[i]))
    before = x
    tapped.set(x.channels, x)
  }
  const blocks = [112, 192].map((channels) => tapped.get(channels) as Planes)
  const ends = normalize(tensors, head, convolve(tensors, head, x))
  return [...[...blocks, ends].flatMap(means), ...blocks.flatMap(deviations)]
}

function convolve(tensors: Tensors, layer: Layer, { channels, size, values }: Planes): Planes {
  const { kernel, stride, outputs, kind } = layer
  const weights = (tensors.get(layer.names.weights) as TorchTensor).values
  const smaller = Math.ceil(size / stride)
  // TensorFlow's `same`: what is missing is added, the odd one at the end.
  const before = Math.floor(Math.max(0, (smaller - 1) * stride + kernel - size) / 2)
  const result = new Float64Array(outputs * smaller * smaller)
  const planes = kind === 'depthwise' ? 1 : channels
  for (let output = 0; output < outputs; output++)
    for (let row = 0; row < smaller; row++)
      for (let column = 0; column < smaller; column++) {
        let sum = 0
        for (let plane = 0; plane < planes; plane++)
          for (let dy = 0; dy < kernel; dy++)
            for (let dx = 0; dx < kernel; dx++) {
              const [y, x] = [row * stride + dy - before, column * stride + dx - before]
              if (y < 0 || x < 0 || y >= size || x >= size) continue
              const input = kind === 'depthwise' ? output : plane
              sum +=
                weights[((output * planes + plane) * kernel + dy) * kernel + dx] * values[(input * size + y) * size + x]
            }
        result[(output * smaller + row) * smaller + column] = sum
      }
  return { channels: outputs, size: smaller, values: result }
}

function normalize(tensors: Tensors, layer: Layer, { channels, size, values }: Planes): Planes {
  const [gamma, beta, mean, variance] = ['weight', 'bias', 'running_mean', 'running_var'].map(
    (name) => (tensors.get(`${layer.names.norm}.${name}`) as TorchTensor).values,
  )
  const normalized = values.map((value, i) => {
    const channel = Math.floor(i / (size * size))
    const result = ((value - mean[channel]) / Math.sqrt(variance[channel] + 1e-3)) * gamma[channel] + beta[channel]
    return layer.isActivated ? Math.min(6, Math.max(0, result)) : result
  })
  return { channels, size, values: normalized }
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length

const planesOf = ({ channels, size, values }: Planes): Float64Array[] =>
  Array.from({ length: channels }, (_, channel) => values.subarray(channel * size * size, (channel + 1) * size * size))

const means = (planes: Planes): number[] => planesOf(planes).map(mean)

const deviations = (planes: Planes): number[] =>
  planesOf(planes).map((plane) => {
    const middle = mean(plane)
    return Math.sqrt(mean(plane.map((value) => (value - middle) ** 2)))
  })
