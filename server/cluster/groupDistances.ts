import { rowDistance } from './rows/metric.js'
import type { PreparedRows } from './rows/rows.js'
import type { Linkage } from './tree.js'
import { fillIndices } from '../system/fillIndices.js'

/** Distances of groups of rows in double precision, computed from the rows. A group is named by one of its rows. */
export interface GroupDistances {
  /** Distance of two groups, computed from every pair of their rows. */
  between(a: number, b: number): number
  /** Puts the rows of `gone` into the group `kept`, whose name stays. */
  join(kept: number, gone: number): void
}

/**
 * Linkages whose distances are needed in double precision. Single linkage is not among them: it may join equally near
 * groups in any order, and the heights are the same.
 */
export type ExactLinkage = Exclude<Linkage, 'single'>

/**
 * How the distances of rows are combined to the distance of their groups, without the recurrence of joinedDistance.
 */
const FOLD: Record<ExactLinkage, (folded: number, distance: number) => number> = {
  complete: Math.max,
  average: (sum, distance) => sum + distance,
  ward: (sum, distance) => sum + distance * distance,
}

/**
 * Starts with each row as a group. Where joinedDistance has a recurrence, this has a formula over rows: the largest
 * distance (complete), the mean distance (average), and for Ward, whose recurrence is linear in squares, 2 nA nB / (nA
 * + nB) times the mean square between two groups less half the mean squares within them.
 */
export function groupDistances(
  { values, count, dimension, metric }: PreparedRows,
  linkage: ExactLinkage,
): GroupDistances {
  const distance = rowDistance[metric]
  const fold = FOLD[linkage]
  /** (count) the next row of the group, round and round. */
  const next = fillIndices(new Int32Array(count))
  /**
   * (count) of the group that a row names: its rows; for Ward their mean square distance times its rows, NaN = not
   * known.
   */
  const sizes = new Int32Array(count).fill(1)
  const scatters = new Float64Array(count)

  const foldPairs = (a: number, b: number): number => {
    let folded = 0
    let i = a
    do {
      let j = b
      do {
        folded = fold(folded, distance(values, i, values, j, dimension))
        j = next[j]
      } while (j !== b)
      i = next[i]
    } while (i !== a)
    return folded
  }
  const scatterOf = (group: number): number => {
    if (Number.isNaN(scatters[group])) scatters[group] = foldPairs(group, group) / sizes[group]
    return scatters[group]
  }
  const between = (a: number, b: number): number => {
    const folded = foldPairs(a, b)
    const [nA, nB] = [sizes[a], sizes[b]]
    if (linkage === 'average') return folded / (nA * nB)
    if (linkage !== 'ward') return folded
    return Math.sqrt(Math.max(0, 2 * folded - nB * scatterOf(a) - nA * scatterOf(b)) / (nA + nB))
  }
  const join = (kept: number, gone: number): void => {
    scatters[kept] = NaN
    sizes[kept] += sizes[gone]
    ;[next[kept], next[gone]] = [next[gone], next[kept]]
  }
  return { between, join }
}
