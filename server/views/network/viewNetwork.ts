import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs'
import type { Tensorflow } from '../../system/loadTensorflow.js'
import {
  type Block,
  BLOCKS,
  BLOCK_TAP,
  EARLY_TAP,
  HEAD,
  HEAD_TAP,
  kernelLength,
  kernelShape,
  LAYERS,
  type Layer,
  NETWORK_LENGTH,
  STEM,
  TAPPED_BLOCKS,
} from './layers.js'

/** Count of numbers for a view: three means and two deviations side by side, see ViewNetwork.look. */
export const TAPS = EARLY_TAP + BLOCK_TAP + HEAD_TAP + EARLY_TAP + BLOCK_TAP

/**
 * Brings gray to about -1 ... 1, as was done with the training pictures; tensorflow/tpu,
 * lite/efficientnet_lite_builder.py.
 */
const [GRAY_MIDDLE, GRAY_RANGE] = [127, 128]

/**
 * EfficientNet-Lite0 on TensorFlow.js, on whichever backend `tf` has. It holds memory of the backend until `dispose`.
 */
export class ViewNetwork {
  private readonly weights = new Map<Layer, { kernel: Tensor4D; bias: Tensor1D }>()

  /** @param numbers result of foldNetwork; it is not changed, and must not be changed while the network is in use */
  constructor(
    private readonly tf: Tensorflow,
    numbers: Float32Array,
  ) {
    if (numbers.length !== NETWORK_LENGTH)
      throw new Error(`the network has ${numbers.length} numbers, not ${NETWORK_LENGTH}`)
    let at = 0
    for (const layer of LAYERS) {
      const biasAt = at + kernelLength(layer)
      const end = biasAt + layer.outputs
      const kernel = tf.tensor4d(numbers.subarray(at, biasAt), kernelShape(layer))
      this.weights.set(layer, { kernel, bias: tf.tensor1d(numbers.subarray(biasAt, end)) })
      at = end
    }
  }

  /**
   * Runs the network on pictures.
   *
   * @param pictures each (size²) gray, all of one size
   * @returns (pictures x TAPS) means over the picture: of the 112 channels of the last block with so many, of the 192
   *   channels of the last block with so many, and of the 1,280 channels before the classifier; then the standard
   *   deviations over the picture of the same 112 and 192 channels
   */
  async look(pictures: readonly Uint8Array[]): Promise<Float32Array> {
    const { tf } = this
    const size = Math.sqrt(pictures[0].length)
    const values = new Float32Array(pictures.length * size * size)
    pictures.forEach((picture, k) => {
      for (let i = 0; i < picture.length; i++) values[k * picture.length + i] = (picture[i] - GRAY_MIDDLE) / GRAY_RANGE
    })
    const taps = tf.tidy(() => this.run(tf.tensor4d(values, [pictures.length, size, size, 1])))
    try {
      return (await taps.data()) as Float32Array
    } finally {
      taps.dispose()
    }
  }

  dispose(): void {
    for (const { kernel, bias } of this.weights.values()) this.tf.dispose([kernel, bias])
    this.weights.clear()
  }

  private run(input: Tensor4D): Tensor {
    const { tf } = this
    const means: Tensor[] = []
    const deviations: Tensor[] = []
    let x = this.convolve(input, STEM)
    BLOCKS.forEach((block, index) => {
      const before = x
      x = tf.tidy(() => this.runBlock(block, before))
      before.dispose() // no later block needs it, and keeping all blocks' results would take three times the memory
      if (!TAPPED_BLOCKS.includes(index)) return
      const { mean, variance } = tf.moments(x, [1, 2])
      means.push(mean)
      deviations.push(tf.sqrt(variance))
    })
    return tf.concat([...means, tf.mean(this.convolve(x, HEAD), [1, 2]), ...deviations], 1)
  }

  private runBlock({ layers, isAdded }: Block, x: Tensor4D): Tensor4D {
    const result = layers.reduce((each, layer) => this.convolve(each, layer), x)
    return isAdded ? this.tf.add(x, result) : result
  }

  private convolve(x: Tensor4D, layer: Layer): Tensor4D {
    const weights = this.weights.get(layer)
    if (!weights) throw new Error('the network is disposed of')
    const { kernel: filter, bias } = weights
    const activation = layer.isActivated ? 'relu6' : 'linear'
    const options = { x, filter, bias, strides: layer.stride, pad: 'same', activation } as const
    return layer.kind === 'conv' ? this.tf.fused.conv2d(options) : this.tf.fused.depthwiseConv2d(options)
  }
}
