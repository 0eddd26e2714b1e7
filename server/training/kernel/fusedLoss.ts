import type { Scalar, Tensor } from '@tensorflow/tfjs'
import type { KernelWeights } from './fusedAdam.js'
import type { Tensorflow } from '../../system/loadTensorflow.js'
import type { GramLoss } from '../loss/gramLoss.js'

export interface Batch {
  /** Row numbers in the kernel's table. */
  readonly rows: Int32Array
  /** (B) class of each row. */
  readonly labels: Int32Array
}

/**
 * Network and loss as one differentiable tfjs function of the weights, computed by the kernel.
 *
 * @param batch  called each time for the batch whose loss is computed
 */
export function createFusedLoss(
  tf: Tensorflow,
  tied: KernelWeights,
  loss: GramLoss,
  batch: () => Batch,
): (...weights: Tensor[]) => Scalar {
  const { kernel, variables } = tied
  return tf.customGrad<Scalar>(() => {
    const { rows, labels } = batch()
    const { similarities, similarityGradient, stride } = kernel
    tied.pull()
    kernel.forward(rows)
    clearOutside(similarityGradient, labels.length, stride)
    const value = tf.scalar(loss.evaluate(similarities, labels, stride, similarityGradient))
    const gradFunc = (upstream: Scalar): Tensor[] => {
      const [factor] = upstream.dataSync()
      if (factor !== 1) similarityGradient.forEach((slope, i) => (similarityGradient[i] = slope * factor))
      kernel.backward()
      return variables.map(({ shape }, i) => tf.tensor(kernel.gradients(i), shape))
    }
    return { value, gradFunc }
  })
}

/** Sets the gradient to zero for the rows that only pad the batch. */
function clearOutside(gradient: Float32Array, count: number, stride: number): void {
  if (count === stride) return
  for (let row = 0; row < count; row++) gradient.fill(0, row * stride + count, (row + 1) * stride)
  gradient.fill(0, count * stride)
}
