import type { Network } from '../../checkpoint/network.js'

/**
 * Trains a network on the rows of one table, batch by batch, and holds the state of its optimizer. Two
 * implementations: fusedStep.ts with our own kernel, opStep.ts with the operations of TensorFlow.js.
 */
export interface TrainingStep {
  /**
   * One step on a batch.
   *
   * @param rows  numbers of at least two rows
   * @returns the loss before the step
   */
  run(rows: Int32Array, learningRate: number): number
  /** Replaces the first rows of the table: (n * inputs). */
  setInputs(inputs: Float32Array): void
  /** (rows * outputs) embeddings of rows with the present weights; rows of length 1. */
  embed(rows: Int32Array): Float32Array
  /** A copy of the weights. */
  network(): Network
  dispose(): void
}

export interface StepInput {
  readonly network: Network
  /** (N * inputs) scaled rows */
  readonly inputs: Float32Array
  /** (N) class of each row */
  readonly labels: Int32Array
  readonly batchSize: number
}
