import type { Scalar, Tensor2D } from '@tensorflow/tfjs'
import type { Tensorflow } from '../../system/loadTensorflow.js'

/**
 * A loss of a batch that depends only on the cosines of its rows (the Gram matrix of unit rows). It is written twice:
 * in closed form for the kernel, and in tfjs operations, which are used to test the former and for very wide networks.
 */
export interface GramLoss {
  /**
   * @param similarities (B rows of stride) cosines; symmetric
   * @param labels       (B) class of each row
   * @param gradient     (B rows of stride) filled with dL/dS + dL/dSᵀ over the batch; the rest is not changed
   * @returns the loss
   */
  evaluate(similarities: Float32Array, labels: Int32Array, stride: number, gradient: Float32Array): number
  /** @param similarities (B, B) */
  build(tf: Tensorflow, similarities: Tensor2D, labels: Int32Array): Scalar
}
