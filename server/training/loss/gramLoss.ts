import type { Scalar, Tensor2D } from '@tensorflow/tfjs'
import type { Tensorflow } from '../../system/loadTensorflow.js'

/**
 * A loss of a batch that looks at its rows only through their cosines (the Gram matrix of unit rows): written once in
 * closed form for the kernel and once in tfjs operations, which test it and run very wide networks.
 */
export interface GramLoss {
  /**
   * @param similarities (B rows of stride) cosines; symmetric
   * @param labels       (B) class of each row
   * @param gradient     (B rows of stride) filled with dL/dS + dL/dSᵀ over the batch; the rest is left alone
   * @returns the loss
   */
  evaluate(similarities: Float32Array, labels: Int32Array, stride: number, gradient: Float32Array): number
  /** @param similarities (B, B) */
  build(tf: Tensorflow, similarities: Tensor2D, labels: Int32Array): Scalar
}
