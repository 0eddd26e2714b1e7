import { rowDistance, type Metric } from './rows/metric.js'
import { prepareRows } from './rows/prepareRows.js'
import type { Likeness } from './likeness.js'
import type { Rows } from './rows/rows.js'

/** What a group of rows is like. Rows are row numbers. */
export interface Family {
  readonly size: number
  /** The most typical member: the row nearest to the center, the mean of all. */
  readonly typical: number
  /** Mean likeness of the others to the typical member, in percent; 100 for a row alone. */
  readonly tightness: number
  /** All members but the typical one, the most alike to it first. Likeness in percent. */
  readonly others: readonly Relative[]
  /** Members that are far less like the typical one than the rest is, the oddest first. */
  readonly odd: readonly Relative[]
}

export interface Relative {
  readonly row: number
  readonly likeness: number
}

/** All members of a family, the most typical one first. */
export const membersOf = ({ typical, others }: Family): number[] => [typical, ...others.map(({ row }) => row)]

/**
 * Tukey's fence: a member stands out when it is more than this many interquartile ranges beyond the quartile
 * ("Exploratory Data Analysis", 1977).
 */
const FENCE = 1.5
/** Quartiles of fewer distances mean nothing. */
const FEWEST_OTHERS = 4
/** Percent. Nobody sees a difference of less than one point of likeness, however alike the rest are. */
const SMALLEST_GAP = 1

/**
 * What each group is like: its most typical member, how tight it is and which members stand out.
 *
 * @param groups    (rows.count) 0 ... K-1
 * @returns         (K)
 */
export function describeFamilies(rows: Rows, groups: Int32Array, metric: Metric, likeness: Likeness): Family[] {
  const { values, dimension } = prepareRows(rows, metric)
  const distance = rowDistance[metric]
  const members: number[][] = []
  groups.forEach((group, row) => (members[group] ??= []).push(row))
  return members.map((own) => {
    const center = new Float64Array(dimension)
    for (const row of own) for (let k = 0; k < dimension; k++) center[k] += values[row * dimension + k] / own.length
    const toCenter = own.map((row) => distance(values, row, center, 0, dimension))
    const typical = own[toCenter.reduce((best, far, i) => (far < toCenter[best] ? i : best), 0)]
    const others = own
      .filter((row) => row !== typical)
      .map((row) => ({ row, likeness: likeness.percentOf(distance(values, row, values, typical, dimension)) }))
      .sort((a, b) => b.likeness - a.likeness || a.row - b.row)
    const alike = others.map((other) => other.likeness).reverse()
    const fence = lowerFence(alike)
    return {
      size: own.length,
      typical,
      tightness: alike.length > 0 ? alike.reduce((sum, percent) => sum + percent, 0) / alike.length : 100,
      others,
      odd: others.filter((other) => other.likeness < fence).reverse(),
    }
  })
}

/** @param ascending likenesses to the typical member, in percent */
function lowerFence(ascending: readonly number[]): number {
  if (ascending.length < FEWEST_OTHERS) return -Infinity
  const [first, third] = [0.25, 0.75].map((share) => quantile(ascending, share))
  return first - Math.max(FENCE * (third - first), SMALLEST_GAP)
}

function quantile(ascending: readonly number[], share: number): number {
  const place = share * (ascending.length - 1)
  const below = Math.floor(place)
  return ascending[below] + (place - below) * (ascending[Math.ceil(place)] - ascending[below])
}
