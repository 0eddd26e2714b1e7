import type { Arithmetic } from './arithmetic.js'
import { createArithmetic } from './createArithmetic.js'
import { layOutKernel, padded, type KernelLayout, type KernelShape } from './kernelLayout.js'
import { SHORTEST_ROW } from '../../table/normalizeRows.js'

/** Settings of one Adam step; `correction` values are 1 - beta^t. */
export interface AdamStep {
  readonly rate: number
  readonly beta1: number
  readonly beta2: number
  readonly correction1: number
  readonly correction2: number
  readonly epsilon: number
}

/**
 * Network, Gram matrix and their gradients in closed form, on padded memory that is laid out once, for any batch size
 * and width. The loss is computed outside: it reads `similarities` and fills `similarityGradient`, both (stride *
 * stride).
 */
export class TrainingKernel {
  /** Row length of both Gram matrices. */
  readonly stride: number
  /** Cosines between the rows of the last forward()'s batch. */
  readonly similarities: Float32Array
  /** dL/dS + dL/dSᵀ: symmetric, and 0 outside the batch; backward() reads it. */
  readonly similarityGradient: Float32Array
  /** (B * padded outputs) results of the last forward(), rows of length 1. */
  private readonly embeddings: Float32Array
  private readonly layout: KernelLayout
  private readonly arithmetic: Arithmetic
  private readonly floats: Float32Array
  private readonly integers: Int32Array

  /** @param create  makes memory and arithmetic for a number of bytes; only tests change it */
  constructor(
    private readonly shape: KernelShape,
    create: (bytes: number) => Arithmetic = createArithmetic,
  ) {
    this.layout = layOutKernel(shape)
    const { at, stride, layers, bytes } = this.layout
    this.stride = stride
    this.arithmetic = create(bytes)
    this.floats = new Float32Array(this.arithmetic.memory)
    this.integers = new Int32Array(this.arithmetic.memory)
    const view = (pointer: number, length: number) => this.floats.subarray(pointer / 4, pointer / 4 + length)
    this.similarities = view(at.similarities, stride ** 2)
    this.similarityGradient = view(at.similarityGradient, stride ** 2)
    this.embeddings = view(at.embeddings, stride * layers[layers.length - 1].outputs)
  }

  /** Copies rows into the start of the input table: (n * inputs). */
  setTable(values: Float32Array): void {
    const { inputs } = this.shape
    for (let row = 0; row < values.length / inputs; row++)
      this.floats.set(
        values.subarray(row * inputs, (row + 1) * inputs),
        this.layout.at.table / 4 + row * this.layout.inputWidth,
      )
  }

  /** Copies weight array `index` in: kernel and bias by layer, without padding. */
  setWeights = (index: number, values: ArrayLike<number>): void => this.copyIn(this.layout.at.parameters, index, values)
  setGradients = (index: number, values: ArrayLike<number>): void =>
    this.copyIn(this.layout.at.gradients, index, values)
  setFirstMoments = (index: number, values: ArrayLike<number>): void => this.copyIn(this.layout.at.first, index, values)
  setSecondMoments = (index: number, values: ArrayLike<number>): void =>
    this.copyIn(this.layout.at.second, index, values)

  /** A copy of weight array `index`, without padding. */
  weights = (index: number): Float32Array => this.copyOut(this.layout.at.parameters, index)
  gradients = (index: number): Float32Array => this.copyOut(this.layout.at.gradients, index)
  firstMoments = (index: number): Float32Array => this.copyOut(this.layout.at.first, index)
  secondMoments = (index: number): Float32Array => this.copyOut(this.layout.at.second, index)

  /** Runs the table's rows of a batch through the network, then fills `similarities`. */
  forward(rows: Int32Array): void {
    this.run(rows)
    const { arithmetic } = this
    const { at, stride, layers } = this.layout
    const { outputs } = layers[layers.length - 1]
    arithmetic.transpose(at.embeddings, at.transposedEmbeddings, stride, outputs)
    arithmetic.multiply(at.embeddings, at.transposedEmbeddings, at.zeros, at.similarities, stride, outputs, stride)
  }

  /** Places any number of the table's rows. @returns (rows * outputs), rows of length 1 */
  embed(rows: Int32Array): Float32Array {
    const outputs = this.shape.widths[this.shape.widths.length - 1]
    const width = padded(outputs)
    const embedded = new Float32Array(rows.length * outputs)
    for (let start = 0; start < rows.length; start += this.shape.batchSize) {
      const batch = rows.subarray(start, start + this.shape.batchSize)
      this.run(batch)
      for (let i = 0; i < batch.length; i++)
        embedded.set(this.embeddings.subarray(i * width, i * width + outputs), (start + i) * outputs)
    }
    return embedded
  }

  /** Computes the gradients of all weights from `similarityGradient` of the last forward(). */
  backward(): void {
    const { arithmetic } = this
    const { at, stride, layers } = this.layout
    const last = layers[layers.length - 1]
    const de = at.embeddingGradients
    arithmetic.multiply(at.similarityGradient, at.embeddings, at.zeros, de, stride, stride, last.outputs)
    arithmetic.normalizeBack(at.embeddings, de, at.inverseLengths, last.gradients, stride, last.outputs)
    for (let i = layers.length - 1; i >= 0; i--) {
      const layer = layers[i]
      const { inputs, outputs, gradients } = layer
      const source = i === 0 ? at.batch : layers[i - 1].values
      arithmetic.multiplyTransposed(source, gradients, layer.kernelGradient, stride, inputs, outputs)
      arithmetic.sumRows(gradients, layer.biasGradient, stride, outputs)
      if (i === 0) continue
      const before = layers[i - 1]
      arithmetic.transpose(layer.kernel, layer.transposed, inputs, outputs)
      arithmetic.multiplyMasked(gradients, layer.transposed, source, before.gradients, stride, outputs, inputs)
    }
  }

  /** Moves all weights along their gradients. */
  applyAdam({ rate, beta1, beta2, correction1, correction2, epsilon }: AdamStep): void {
    const { parameters, gradients, first, second } = this.layout.at
    this.arithmetic.adam(
      ...([parameters, gradients, first, second, this.layout.parameterCount] as const),
      ...([rate, beta1, 1 - beta1, beta2, 1 - beta2, correction1, correction2, epsilon] as const),
    )
  }

  private run(rows: Int32Array): void {
    const { arithmetic } = this
    const { at, stride, layers } = this.layout
    this.integers.set(rows, at.batchRows / 4)
    arithmetic.gather(at.table, at.batchRows, at.batch, rows.length, this.layout.inputWidth)
    // Rows left from an earlier, larger batch do not count in the loss, but their outputs must be finite.
    if (rows.length < stride)
      this.floats.fill(
        0,
        at.batch / 4 + rows.length * this.layout.inputWidth,
        at.batch / 4 + stride * this.layout.inputWidth,
      )
    let source = at.batch
    for (const [i, { kernel, bias, values, inputs, outputs }] of layers.entries()) {
      if (i < layers.length - 1) arithmetic.multiplyRectified(source, kernel, bias, values, stride, inputs, outputs)
      else arithmetic.multiply(source, kernel, bias, values, stride, inputs, outputs)
      source = values
    }
    const { outputs } = layers[layers.length - 1]
    arithmetic.normalize(source, at.embeddings, at.inverseLengths, stride, outputs, SHORTEST_ROW)
  }

  private copyIn(block: number, index: number, values: ArrayLike<number>): void {
    const { rows, columns, paddedColumns, offset } = this.layout.parameters[index]
    const start = block / 4 + offset
    if (columns === paddedColumns) return this.floats.set(values, start)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        this.floats[start + row * paddedColumns + column] = values[row * columns + column]
  }

  private copyOut(block: number, index: number): Float32Array {
    const { rows, columns, paddedColumns, offset } = this.layout.parameters[index]
    const start = block / 4 + offset
    if (columns === paddedColumns) return this.floats.slice(start, start + rows * columns)
    const values = new Float32Array(rows * columns)
    for (let row = 0; row < rows; row++)
      values.set(
        this.floats.subarray(start + row * paddedColumns, start + row * paddedColumns + columns),
        row * columns,
      )
    return values
  }
}
