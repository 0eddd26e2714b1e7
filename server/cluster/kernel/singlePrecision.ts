import { MODE, type Mode } from './clusterKernel.js'

/** Half the distance of 1 to the next float32: what rounding may add to a number of size 1. */
const ROUNDING = 2 ** -24
/** Roundings of a distance besides those of its sum: difference, square, weight. */
const EXTRA_ROUNDINGS = 10
/** Bounds of products of errors, which are left out. */
const MARGIN = 1.1

/**
 * What the kernel's single precision may hide. Rows of length 1 or less are off by half a unit in the last place each, so a
 * sum of squares s by 4 u sqrt(s) + 4 u², and each of its roundings adds u s; u = 2^-24.
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

  /** No distance that the kernel finds to be `found` or more is truly less than this. @param size  of the group: Ward's mode multiplies errors by it */
  least(found: number, size = 1): number {
    const times = this.mode === MODE.ward ? size : 1
    const hidden = this.#relative * found + this.#root * Math.sqrt(times * found) + this.#absolute * times
    return Math.max(0, found - hidden)
  }

  /** No distance that is truly `exact` or less is found by the kernel to be more than this. */
  most(exact: number, size = 1): number {
    // The found f of: f - least(f) = f - exact, a quadratic in sqrt(f).
    const times = this.mode === MODE.ward ? size : 1
    const kept = 1 - this.#relative
    const half = (this.#root * Math.sqrt(times)) / 2
    const root = (half + Math.sqrt(half * half + kept * (exact + this.#absolute * times))) / kept
    return root * root * (1 + 4 * ROUNDING) // rounded to float32 it must not become less
  }
}
