import type { Network } from '../../checkpoint/network.js'

/** Something that learns from batches of the rows of one table. */
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
  /** (rows * outputs) places of rows with the weights as they are now; rows of length 1. */
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
