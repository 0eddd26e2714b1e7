import type { Tensor, Tensor2D, Variable } from '@tensorflow/tfjs'
import type { Tensorflow } from './loadTensorflow.js'
import type { Network } from './network.js'

/** The network as tfjs variables, kernel and bias by layer. */
export const toVariables = (tf: Tensorflow, network: Network): Variable[] =>
  network.flatMap(({ inputs, outputs, kernel, bias }) => [
    tf.variable(tf.tensor(kernel.slice(), [inputs, outputs])),
    tf.variable(tf.tensor(bias.slice(), [outputs])),
  ])

/** (B, outputs) rows of length 1. */
export function embedByOps(weights: readonly Tensor[], inputs: Tensor2D): Tensor2D {
  let values = inputs
  for (let i = 0; i < weights.length; i += 2) {
    values = values.matMul<Tensor2D>(weights[i]).add(weights[i + 1])
    if (i + 2 < weights.length) values = values.relu()
  }
  return values.div(values.square().sum(1, true).sqrt().maximum(1e-12))
}

/** Mean over all pairs of a batch: 1 - cosine for rows of one class, max(0, cosine - margin) for others. */
export function pairLossByOps(tf: Tensorflow, embeddings: Tensor2D, labels: Int32Array, margin: number) {
  const count = labels.length
  const pairs = (count * (count - 1)) / 2
  const same = new Float32Array(count * count)
  const other = new Float32Array(count * count)
  for (let i = 0; i < count; i++)
    for (let j = 0; j < i; j++) (labels[i] === labels[j] ? same : other)[i * count + j] = 1 / pairs
  const cosines = embeddings.matMul(embeddings, false, true)
  const attraction = tf.tensor2d(same, [count, count]).mul(tf.sub(1, cosines)).sum()
  const repulsion = tf.tensor2d(other, [count, count]).mul(cosines.sub(margin).relu()).sum()
  return attraction.add(repulsion).asScalar()
}
