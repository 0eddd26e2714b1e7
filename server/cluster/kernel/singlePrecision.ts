import { MODE, type Mode } from './clusterKernel.js'

/** Half the distance of 1 to the next float32: what rounding may add to a number of size 1. */
const ROUNDING = 2 ** -24
/** Roundings of a distance besides those of its sum: in the difference, the square and the weight. */
const EXTRA_ROUNDINGS = 10
/** Allows for products of errors, which the bounds below leave out. */
const MARGIN = 1.1

/**
 * Bounds on the errors of the kernel's single precision. Rows of length 1 or less are off by half a unit in the last
 * place of each number, so a sum of squares s is off by 4 u sqrt(s) + 4 u², and each rounding of the sum adds u s; u =
 * 2^-24.
 */
export class SinglePrecision {
  readonly #relative: number
  readonly #root: number
  readonly #absolute: number

  constructor(
    private readonly mode: Mode,
    dimension: number,
  ) {
    this.#relative = MARGIN * (dimension + EXTRA_ROUNDINGS) * ROUNDING
    this.#root = mode === MODE.absolutes ? 0 : MARGIN * 4 * ROUNDING
    // The absolute values of a row of length 1 add up to sqrt(dimension) at most.
    this.#absolute = MARGIN * (mode === MODE.absolutes ? 4 * Math.sqrt(dimension) * ROUNDING : 4 * ROUNDING ** 2)
  }

  /**
   * The least true distance that the kernel can find to be `found` or more.
   * @param size  of the group: Ward's mode multiplies errors by it
   */
  least(found: number, size = 1): number {
    const times = this.mode === MODE.ward ? size : 1
    const hidden = this.#relative * found + this.#root * Math.sqrt(times * found) + this.#absolute * times
    return Math.max(0, found - hidden)
  }

  /** The largest distance that the kernel can find where the true one is `exact` or less. */
  most(exact: number, size = 1): number {
    // Solves f - least(f) = f - exact for the found distance f, a quadratic in sqrt(f).
    const times = this.mode === MODE.ward ? size : 1
    const kept = 1 - this.#relative
    const half = (this.#root * Math.sqrt(times)) / 2
    const root = (half + Math.sqrt(half * half + kept * (exact + this.#absolute * times))) / kept
    return root * root * (1 + 4 * ROUNDING) // rounding to float32 must not make it less
  }
}
