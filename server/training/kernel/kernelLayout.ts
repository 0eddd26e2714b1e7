/** Width of the kernel's tiles. Batches are padded to the row length of their Gram matrix. */
const TILE = 8
export const padded = (count: number): number => Math.ceil(count / TILE) * TILE

export interface KernelShape {
  /** Rows of the input table, each of `inputs` numbers. */
  readonly rows: number
  readonly inputs: number
  readonly widths: readonly number[]
  readonly batchSize: number
}

/**
 * One weight array in memory. It has `paddedRows x paddedColumns`, of which `rows x columns` are used; the rest stays
 * 0.
 */
export interface Parameter {
  readonly rows: number
  readonly columns: number
  readonly paddedColumns: number
  /** In float32, from the start of the parameters. */
  readonly offset: number
}

/** A layer in memory: pointers in bytes, widths padded. */
interface Layer {
  readonly inputs: number
  readonly outputs: number
  readonly kernel: number
  readonly bias: number
  readonly kernelGradient: number
  readonly biasGradient: number
  /** kernelᵀ, computed once in each backward pass; unused in the first layer. */
  readonly transposed: number
  /** (B * outputs) output of the layer, and the gradient of it. */
  readonly values: number
  readonly gradients: number
}

type Block =
  | ('parameters' | 'gradients' | 'first' | 'second' | 'table' | 'batchRows' | 'batch' | 'zeros')
  | ('embeddings' | 'transposedEmbeddings' | 'embeddingGradients' | 'inverseLengths')
  | ('similarities' | 'similarityGradient')

/** Where all data of a training is in one memory. */
export interface KernelLayout {
  /** The padded batch size, which is the row length of both Gram matrices. */
  readonly stride: number
  /** The padded number of inputs of a row. */
  readonly inputWidth: number
  /** Kernel and bias, layer by layer. */
  readonly parameters: readonly Parameter[]
  /** Number of float32 that they take, with padding. */
  readonly parameterCount: number
  /** Pointers to the blocks, in bytes. */
  readonly at: Readonly<Record<Block, number>>
  readonly layers: readonly Layer[]
  /** Bytes of the whole memory. */
  readonly bytes: number
}

/**
 * Lays out the memory of a training, padded to whole tiles, so that the arithmetic needs no special cases at edges.
 */
export function layOutKernel({ rows, inputs, widths, batchSize }: KernelShape): KernelLayout {
  const stride = padded(batchSize)
  const inputWidth = padded(inputs)
  const outputs = padded(widths[widths.length - 1])
  const sizes = [inputs, ...widths]
  const parameters = layParameters(sizes)
  const parameterCount = parameters.reduce((sum, p) => sum + padded(p.rows) * p.paddedColumns, 0)
  const plan = new MemoryPlan()
  const block = (floats: number) => plan.take(floats)
  const at = {
    parameters: block(parameterCount),
    gradients: block(parameterCount),
    first: block(parameterCount),
    second: block(parameterCount),
    table: block(rows * inputWidth),
    batchRows: block(stride),
    batch: block(stride * inputWidth),
    zeros: block(Math.max(stride, outputs)),
    embeddings: block(stride * outputs),
    transposedEmbeddings: block(stride * outputs),
    embeddingGradients: block(stride * outputs),
    inverseLengths: block(stride),
    similarities: block(stride * stride),
    similarityGradient: block(stride * stride),
  }
  const layers = widths.map((_, index): Layer => {
    const [kernel, bias] = parameters.slice(2 * index, 2 * index + 2)
    const [from, to] = [padded(sizes[index]), padded(sizes[index + 1])]
    return {
      inputs: from,
      outputs: to,
      kernel: at.parameters + 4 * kernel.offset,
      bias: at.parameters + 4 * bias.offset,
      kernelGradient: at.gradients + 4 * kernel.offset,
      biasGradient: at.gradients + 4 * bias.offset,
      transposed: block(index === 0 ? 0 : from * to),
      values: block(stride * to),
      gradients: block(stride * to),
    }
  })
  return { stride, inputWidth, parameters, parameterCount, at, layers, bytes: plan.bytes }
}

function layParameters(sizes: readonly number[]): Parameter[] {
  let offset = 0
  const parameter = (rows: number, columns: number): Parameter => {
    const laid = { rows, columns, paddedColumns: padded(columns), offset }
    offset += padded(rows) * laid.paddedColumns
    return laid
  }
  return sizes.slice(1).flatMap((outputs, index) => [parameter(sizes[index], outputs), parameter(1, outputs)])
}

/** Allocates blocks of memory in order, each at a multiple of 16 bytes, which vector loads prefer. */
class MemoryPlan {
  /** The first bytes are used by the compiled kernel. */
  private next = 1024

  get bytes(): number {
    return this.next
  }

  /** Allocates a block. @returns pointer in bytes */
  take(floats: number): number {
    const pointer = this.next
    this.next += Math.ceil((floats * 4) / 16) * 16
    return pointer
  }
}
