import { MODE, type Mode } from './kernel/clusterKernel.js'
import type { PreparedRows } from './rows/rows.js'
import { scaleToOne } from './rows/scaleToOne.js'
import { findRow, joinRows, rowSets, type RowSets } from './rowSets.js'
import type { Linkage } from './tree.js'

/** Linkages for which the distance of two groups follows from their means, sizes and mean squares within. */
export type MeanLinkage = 'average' | 'ward'

/**
 * Whether means tell the distance of groups. They do for average linkage of cosine distance and for Ward's linkage of
 * euclidean distance.
 */
export const hasMeans = (metric: PreparedRows['metric'], linkage: Linkage): linkage is MeanLinkage =>
  (metric === 'cosine' && linkage === 'average') || (metric === 'euclidean' && linkage === 'ward')

/** Groups to begin with, instead of single rows. */
export interface StartGroups {
  /** (count) number of rows in each group. */
  readonly sizes: Int32Array
  /** (count) mean square distance of the group's rows from their mean. */
  readonly spreads: Float64Array
}

/**
 * Groups of rows by their means, in double precision. A group is named by one of its rows. Rows are scaled by a power
 * of two to length 1 or less.
 *
 * Two groups are compared by a number that grows with their distance, `measure`. For average linkage of cosine, half a
 * squared distance, it is the mean square distance between the groups: that of the means plus the mean squares around
 * them. For Ward it is the square of the distance of the means times n m / (n + m), n and m the sizes.
 */
export class MeanGroups {
  readonly count: number
  readonly dimension: number
  readonly mode: Mode
  /** (count * dimension) mean of the group that a row names. */
  readonly means: Float64Array
  /** (count) rows of a group. */
  readonly sizes: Int32Array
  readonly #scale: number
  /** (count) mean square distance of a group's rows from their mean. */
  readonly #spreads: Float64Array
  readonly #sets: RowSets

  /** @param start  groups that the rows are the means of; default single rows */
  constructor(rows: PreparedRows, linkage: MeanLinkage, start?: StartGroups) {
    const { values, count, dimension } = rows
    this.count = count
    this.dimension = dimension
    this.mode = linkage === 'ward' ? MODE.ward : MODE.spread
    this.#scale = scaleToOne(rows)
    this.means = values.slice()
    if (this.#scale !== 1) for (let at = 0; at < values.length; at++) this.means[at] *= this.#scale
    this.sizes = start ? start.sizes.slice() : new Int32Array(count).fill(1)
    this.#spreads = start ? start.spreads.map((spread) => spread * this.#scale ** 2) : new Float64Array(count)
    this.#sets = rowSets(count)
  }

  /** The group that a row is in by now. */
  find(row: number): number {
    return findRow(this.#sets, row)
  }

  isGroup(row: number): boolean {
    return this.#sets[row] === row
  }

  /** The weight of a group in the kernel's mode. */
  weight(group: number): number {
    return this.mode === MODE.ward ? this.sizes[group] : this.#spreads[group]
  }

  /** What is added to the kernel's distance to make a measure. */
  ownSpread(group: number): number {
    return this.mode === MODE.ward ? 0 : this.#spreads[group]
  }

  measure(a: number, b: number): number {
    const squares = this.#squares(a, b)
    if (this.mode === MODE.spread) return squares + (this.#spreads[a] + this.#spreads[b])
    const [n, m] = [this.sizes[a], this.sizes[b]]
    return squares * ((n * m) / (n + m))
  }

  /** The distance, in the metric's unit, that belongs to a measure. */
  height(measure: number): number {
    return (this.mode === MODE.ward ? Math.sqrt(2 * measure) : measure / 2) / this.#scale
  }

  /** Puts the rows of `gone` into the group `kept`, whose name stays. */
  join(kept: number, gone: number): void {
    const share = this.sizes[gone] / (this.sizes[kept] + this.sizes[gone])
    const squares = this.#squares(kept, gone)
    this.#spreads[kept] += share * (this.#spreads[gone] - this.#spreads[kept] + (1 - share) * squares)
    const { means, dimension } = this
    for (let p = kept * dimension, q = gone * dimension, end = p + dimension; p < end; p++, q++)
      means[p] += share * (means[q] - means[p]) // equal means stay equal to the bit
    this.sizes[kept] += this.sizes[gone]
    joinRows(this.#sets, kept, gone)
  }

  #squares(a: number, b: number): number {
    const { means, dimension } = this
    let sum = 0
    for (let p = a * dimension, q = b * dimension, end = p + dimension; p < end; p++, q++) {
      const difference = means[p] - means[q]
      sum += difference * difference
    }
    return sum
  }
}
