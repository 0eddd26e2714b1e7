import { createArithmetic, type Arithmetic } from './arithmetic.js'
import { SHORTEST_ROW } from './normalizeRows.js'

/** The tiles of the kernel are 8 wide; batches are the width of their Gram matrix. */
const TILE = 8
const padded = (count: number): number => Math.ceil(count / TILE) * TILE

/** One weight array in memory: `rows x columns` of it are used, `paddedRows x paddedColumns` are there, the rest stays 0. */
interface Parameter {
  readonly rows: number
  readonly columns: number
  readonly paddedColumns: number
  /** In float32 from the start of the parameters. */
  readonly offset: number
}

interface Layer {
  readonly inputs: number
  readonly outputs: number
  readonly kernel: number
  readonly bias: number
  readonly kernelGradient: number
  readonly biasGradient: number
  /** kernelᵀ, made once per backward pass; unused in the first layer. */
  readonly transposed: number
  /** (B * outputs) what leaves the layer, and the gradient of it. */
  readonly values: number
  readonly gradients: number
}

export interface KernelShape {
  /** Rows of the input table, each of `inputs` numbers. */
  readonly rows: number
  readonly inputs: number
  readonly widths: readonly number[]
  readonly batchSize: number
}

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
 * Network, Gram matrix and their gradients in closed form, on padded memory that is laid out once: any batch size and
 * width. The loss stays outside: it reads `similarities`, fills `similarityGradient`, both (stride * stride).
 */
export class TrainingKernel {
  /** Row length of both Gram matrices. */
  readonly stride: number
  /** Cosines of the batch of the last forward(). */
  readonly similarities: Float32Array
  /** dL/dS + dL/dSᵀ: symmetric, 0 outside the batch; read by backward(). */
  readonly similarityGradient: Float32Array
  /** (B * padded outputs) rows of length 1 of the last forward(). */
  private readonly embeddings: Float32Array
  private readonly parameters: readonly Parameter[]
  private readonly arithmetic: Arithmetic
  private readonly floats: Float32Array
  private readonly integers: Int32Array
  private readonly layers: readonly Layer[]
  private readonly at: Readonly<Record<Block, number>>
  private readonly parameterCount: number
  private readonly inputWidth: number

  /** @param create  memory and arithmetic for a number of bytes; for tests */
  constructor(
    private readonly shape: KernelShape,
    create: (bytes: number) => Arithmetic = createArithmetic,
  ) {
    const { rows, inputs, widths, batchSize } = shape
    this.stride = padded(batchSize)
    this.inputWidth = padded(inputs)
    const outputs = padded(widths[widths.length - 1])
    const sizes = [inputs, ...widths]
    this.parameters = layParameters(sizes)
    this.parameterCount = this.parameters.reduce((sum, p) => sum + padded(p.rows) * p.paddedColumns, 0)
    const plan = new MemoryPlan()
    const block = (floats: number) => plan.take(floats)
    this.at = {
      parameters: block(this.parameterCount),
      gradients: block(this.parameterCount),
      first: block(this.parameterCount),
      second: block(this.parameterCount),
      table: block(rows * this.inputWidth),
      batchRows: block(this.stride),
      batch: block(this.stride * this.inputWidth),
      zeros: block(Math.max(this.stride, outputs)),
      embeddings: block(this.stride * outputs),
      transposedEmbeddings: block(this.stride * outputs),
      embeddingGradients: block(this.stride * outputs),
      inverseLengths: block(this.stride),
      similarities: block(this.stride * this.stride),
      similarityGradient: block(this.stride * this.stride),
    }
    this.layers = widths.map((_, index) => {
      const [kernel, bias] = this.parameters.slice(2 * index, 2 * index + 2)
      const [from, to] = [padded(sizes[index]), padded(sizes[index + 1])]
      return {
        inputs: from,
        outputs: to,
        kernel: this.at.parameters + 4 * kernel.offset,
        bias: this.at.parameters + 4 * bias.offset,
        kernelGradient: this.at.gradients + 4 * kernel.offset,
        biasGradient: this.at.gradients + 4 * bias.offset,
        transposed: block(index === 0 ? 0 : from * to),
        values: block(this.stride * to),
        gradients: block(this.stride * to),
      }
    })
    this.arithmetic = create(plan.bytes)
    this.floats = new Float32Array(this.arithmetic.memory)
    this.integers = new Int32Array(this.arithmetic.memory)
    const view = (pointer: number, length: number) => this.floats.subarray(pointer / 4, pointer / 4 + length)
    this.similarities = view(this.at.similarities, this.stride ** 2)
    this.similarityGradient = view(this.at.similarityGradient, this.stride ** 2)
    this.embeddings = view(this.at.embeddings, this.stride * outputs)
  }

  /** Copies the first rows of the input table in: (n * inputs). */
  setTable(values: Float32Array): void {
    const { inputs } = this.shape
    for (let row = 0; row < values.length / inputs; row++)
      this.floats.set(values.subarray(row * inputs, (row + 1) * inputs), this.at.table / 4 + row * this.inputWidth)
  }

  /** Copy array `index` in: kernel and bias by layer, unpadded. */
  setWeights = (index: number, values: ArrayLike<number>): void => this.copyIn(this.at.parameters, index, values)
  setGradients = (index: number, values: ArrayLike<number>): void => this.copyIn(this.at.gradients, index, values)
  setFirstMoments = (index: number, values: ArrayLike<number>): void => this.copyIn(this.at.first, index, values)
  setSecondMoments = (index: number, values: ArrayLike<number>): void => this.copyIn(this.at.second, index, values)

  /** Copies of array `index`, unpadded. */
  weights = (index: number): Float32Array => this.copyOut(this.at.parameters, index)
  gradients = (index: number): Float32Array => this.copyOut(this.at.gradients, index)
  firstMoments = (index: number): Float32Array => this.copyOut(this.at.first, index)
  secondMoments = (index: number): Float32Array => this.copyOut(this.at.second, index)

  /** Runs the table's rows of a batch through the network, then fills `similarities`. */
  forward(rows: Int32Array): void {
    this.run(rows)
    const { at, stride, arithmetic } = this
    const outputs = this.layers[this.layers.length - 1].outputs
    arithmetic.transpose(at.embeddings, at.transposedEmbeddings, stride, outputs)
    arithmetic.multiply(at.embeddings, at.transposedEmbeddings, at.zeros, at.similarities, stride, outputs, stride)
  }

  /** Places any number of the table's rows: (rows * outputs), rows of length 1. */
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

  /** From `similarityGradient` of the last forward() to the gradients of all weights. */
  backward(): void {
    const { at, stride, arithmetic, layers } = this
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
    const { parameters, gradients, first, second } = this.at
    this.arithmetic.adam(
      ...([parameters, gradients, first, second, this.parameterCount] as const),
      ...([rate, beta1, 1 - beta1, beta2, 1 - beta2, correction1, correction2, epsilon] as const),
    )
  }

  private run(rows: Int32Array): void {
    const { at, stride, arithmetic, layers } = this
    this.integers.set(rows, at.batchRows / 4)
    arithmetic.gather(at.table, at.batchRows, at.batch, rows.length, this.inputWidth)
    // What is left of a larger batch before; its outputs take no part in the loss, but must be finite.
    if (rows.length < stride)
      this.floats.fill(0, at.batch / 4 + rows.length * this.inputWidth, at.batch / 4 + stride * this.inputWidth)
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
    const { rows, columns, paddedColumns, offset } = this.parameters[index]
    const start = block / 4 + offset
    if (columns === paddedColumns) return this.floats.set(values, start)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        this.floats[start + row * paddedColumns + column] = values[row * columns + column]
  }

  private copyOut(block: number, index: number): Float32Array {
    const { rows, columns, paddedColumns, offset } = this.parameters[index]
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

type Block =
  | ('parameters' | 'gradients' | 'first' | 'second' | 'table' | 'batchRows' | 'batch' | 'zeros')
  | ('embeddings' | 'transposedEmbeddings' | 'embeddingGradients' | 'inverseLengths')
  | ('similarities' | 'similarityGradient')

function layParameters(sizes: readonly number[]): Parameter[] {
  let offset = 0
  const parameter = (rows: number, columns: number): Parameter => {
    const laid = { rows, columns, paddedColumns: padded(columns), offset }
    offset += padded(rows) * laid.paddedColumns
    return laid
  }
  return sizes.slice(1).flatMap((outputs, index) => [parameter(sizes[index], outputs), parameter(1, outputs)])
}

/** Hands out blocks of memory one after another, each on a boundary of 16 bytes, as vector loads like it. */
class MemoryPlan {
  /** The first bytes belong to the compiled kernel. */
  private next = 1024

  get bytes(): number {
    return this.next
  }

  /** @returns pointer in bytes */
  take(floats: number): number {
    const pointer = this.next
    this.next += Math.ceil((floats * 4) / 16) * 16
    return pointer
  }
}
