import { rowDistance } from './rows/metric.js'
import type { PreparedRows } from './rows/rows.js'
import type { Linkage } from './tree.js'

/** Distances of groups of rows in double precision, computed from the rows. A group is named by one of its rows. */
export interface GroupDistances {
  /** Takes the distance of every row of one group to every row of the other. */
  between(a: number, b: number): number
  /** Puts the rows of `gone` into the group `kept`, whose name stays. */
  join(kept: number, gone: number): void
}

/** Equally near groups are joined in any order by single linkage, with the same heights, so it needs none. */
export type ExactLinkage = Exclude<Linkage, 'single'>

/** How distances of rows make one of their groups, without recurrence. */
const FOLD: Record<ExactLinkage, (folded: number, distance: number) => number> = {
  complete: Math.max,
  average: (sum, distance) => sum + distance,
  ward: (sum, distance) => sum + distance * distance,
}

/**
 * Starts with each row as a group. What joinedDistance gives by recurrence is here a formula over rows: the largest and the
 * mean distance; and, since Ward's recurrence is linear in squares, 2 nA nB / (nA + nB) times the mean square between two
 * groups less half the mean squares within them.
 */
export function groupDistances(
  { values, count, dimension, metric }: PreparedRows,
  linkage: ExactLinkage,
): GroupDistances {
  const distance = rowDistance[metric]
  const fold = FOLD[linkage]
  /** (count) the next row of the group, round and round. */
  const next = Int32Array.from({ length: count }, (_, row) => row)
  /** (count) of the group that a row names: its rows; for Ward their mean square distance times its rows, NaN = not known. */
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
