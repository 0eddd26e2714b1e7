import { shapeKernel, type Pointer, type ShapeKernel } from '../kernel/shapeKernel.js'

/** One axis of a histogram: values 0 ... `to` in `bins` intervals; larger values count in the last. */
export interface Axis {
  readonly bins: number
  readonly to: number
}

const SINGLE: Axis = { bins: 1, to: 1 }

/**
 * A histogram of up to three joint values. Every sample is shared between the neighboring bins by its distance from
 * their middles, so that a shape that is a little different gives numbers that are a little different, where hard bins
 * would jump. On real objects this alone adds 2 points of mean average precision (docs/descriptors.md).
 */
export class SoftHistogram {
  private readonly sums: Float64Array
  private readonly strides: readonly [number, number, number]
  private readonly axes: readonly [Axis, Axis, Axis]
  private samples = 0

  constructor(first: Axis, second = SINGLE, third = SINGLE) {
    this.axes = [first, second, third]
    this.sums = new Float64Array(first.bins * second.bins * third.bins)
    // An axis of one bin has no neighbor: its stride of 0 keeps the share in place.
    this.strides = [
      first.bins > 1 ? second.bins * third.bins : 0,
      second.bins > 1 ? third.bins : 0,
      third.bins > 1 ? 1 : 0,
    ]
  }

  get length(): number {
    return this.sums.length
  }

  /**
   * Counts samples, given as columns of one length. It takes many at once because this loop takes most of the
   * descriptor's time.
   */
  addAll(xs: Float64Array, ys?: Float64Array, zs?: Float64Array): void {
    const kernel = shapeKernel()
    if (kernel && ys && zs && this.canAddPlaced(xs.length)) {
      const mark = kernel.space.mark()
      const [x, y, z] = [xs, ys, zs].map((column) => kernel.space.place(column))
      this.addPlaced(kernel, xs.length, x, y, z)
      kernel.space.release(mark)
    } else {
      this.samples += xs.length
      this.addOneByOne(xs, ys, zs)
    }
  }

  /** Whether the kernel can count the samples: it takes two at a time, on three axes of more than one bin. */
  canAddPlaced(count: number): boolean {
    return count % 2 === 0 && this.axes.every(({ bins }) => bins > 1)
  }

  /** Does what addAll does, bit for bit, with float64 columns in the kernel's memory. */
  addPlaced({ exports, space }: ShapeKernel, count: number, xs: Pointer, ys: Pointer, zs: Pointer): void {
    this.samples += count
    const mark = space.mark()
    const sums = space.place(this.sums)
    const [x, y, z] = this.axes
    exports.addSoft(sums, xs, ys, zs, count, x.bins, y.bins, z.bins, x.bins / x.to, y.bins / y.to, z.bins / z.to)
    this.sums.set(new Float64Array(space.memory.buffer, sums, this.sums.length))
    space.release(mark)
  }

  private addOneByOne(xs: Float64Array, ys?: Float64Array, zs?: Float64Array): void {
    const { sums } = this
    const [first, second, third] = this.axes
    const [sx, sy, sz] = this.strides
    const [perX, perY, perZ] = [first.bins / first.to, second.bins / second.to, third.bins / third.to]
    const [lastX, lastY, lastZ] = [first.bins - 1, second.bins - 1, third.bins - 1]
    const [highX, highY, highZ] = [Math.max(0, lastX - 1), Math.max(0, lastY - 1), Math.max(0, lastZ - 1)]
    for (let s = 0; s < xs.length; s++) {
      // Positions of the values, counted in middles of bins: 0 ... bins - 1.
      const px = Math.min(Math.max(xs[s] * perX - 0.5, 0), lastX)
      const py = ys === undefined ? 0 : Math.min(Math.max(ys[s] * perY - 0.5, 0), lastY)
      const pz = zs === undefined ? 0 : Math.min(Math.max(zs[s] * perZ - 0.5, 0), lastZ)
      const i = Math.min(px | 0, highX)
      const j = Math.min(py | 0, highY)
      const k = Math.min(pz | 0, highZ)
      const u = px - i
      const v = py - j
      const w = pz - k
      const at = i * sx + j * sy + k * sz
      const a1 = (1 - u) * v
      const a0 = 1 - u - a1
      const b1 = u * v
      const b0 = u - b1
      sums[at] += a0 * (1 - w)
      sums[at + sz] += a0 * w
      sums[at + sy] += a1 * (1 - w)
      sums[at + sy + sz] += a1 * w
      sums[at + sx] += b0 * (1 - w)
      sums[at + sx + sz] += b0 * w
      sums[at + sx + sy] += b1 * (1 - w)
      sums[at + sx + sy + sz] += b1 * w
    }
  }

  /** Shares of all samples, last axis fastest. They sum to 1, or are all 0 when nothing was added. */
  shares(): Float32Array {
    return this.samples > 0
      ? new Float32Array(this.sums.map((sum) => sum / this.samples))
      : new Float32Array(this.length)
  }
}
