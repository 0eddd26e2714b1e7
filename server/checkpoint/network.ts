import type { Random } from '../../shared/random.js'
import { normalizeRows } from '../table/normalizeRows.js'

/** One dense layer: kernel (inputs * outputs) row-major by input, as tfjs stores it; bias (outputs). */
export interface DenseLayer {
  readonly inputs: number
  readonly outputs: number
  readonly kernel: Float32Array
  readonly bias: Float32Array
}

/** Dense layers, ReLU after each but the last; rows are divided by their length after it. */
export type Network = readonly DenseLayer[]

/** He's uniform initialisation (He et al., ICCV 2015): keeps the variance of ReLU layers; biases 0. */
export function createNetwork(inputs: number, widths: readonly number[], random: Random): Network {
  return widths.map((outputs, index) => {
    const fanIn = index === 0 ? inputs : widths[index - 1]
    const limit = Math.sqrt(6 / fanIn)
    const kernel = Float32Array.from({ length: fanIn * outputs }, () => (2 * random.uniform() - 1) * limit)
    return { inputs: fanIn, outputs, kernel, bias: new Float32Array(outputs) }
  })
}

/**
 * Runs scaled rows through the network.
 *
 * @param inputs (N * inputs) row-major
 * @returns (N * outputs) rows of length 1
 */
export function runNetwork(network: Network, inputs: Float32Array): Float32Array {
  const count = inputs.length / network[0].inputs
  let values = inputs
  network.forEach((layer, index) => {
    const isLast = index === network.length - 1
    const next = new Float32Array(count * layer.outputs)
    for (let row = 0; row < count; row++) runLayer(layer, values, next, row, isLast)
    values = next
  })
  return normalizeRows(values, network[network.length - 1].outputs)
}

/**
 * Takes four inputs at a time, so that each sum is loaded and stored once for all four. The sum is rounded to float32
 * after each input, as if it had been stored: the result is the same to the bit as one input at a time.
 */
function runLayer(layer: DenseLayer, values: Float32Array, next: Float32Array, row: number, isLast: boolean): void {
  const { inputs, outputs, kernel, bias } = layer
  const { fround } = Math
  const own = values.subarray(row * inputs, (row + 1) * inputs)
  const target = next.subarray(row * outputs, (row + 1) * outputs)
  target.set(bias)
  const full = Uint32Array.from(own.keys()).filter((i) => own[i] !== 0)
  const inFours = full.length - (full.length % 4)
  for (let at = 0; at < inFours; at += 4) {
    const [a, b, c, d] = [full[at], full[at + 1], full[at + 2], full[at + 3]]
    const [va, vb, vc, vd] = [own[a], own[b], own[c], own[d]]
    const [ka, kb, kc, kd] = [a * outputs, b * outputs, c * outputs, d * outputs]
    for (let j = 0; j < outputs; j++) {
      let sum = fround(target[j] + va * kernel[ka + j])
      sum = fround(sum + vb * kernel[kb + j])
      sum = fround(sum + vc * kernel[kc + j])
      target[j] = sum + vd * kernel[kd + j]
    }
  }
  for (const i of full.subarray(inFours))
    for (let j = 0; j < outputs; j++) target[j] += own[i] * kernel[i * outputs + j]
  if (!isLast) for (let j = 0; j < outputs; j++) if (target[j] < 0) target[j] = 0
}
