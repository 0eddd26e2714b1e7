import { compactPairs, type PairTiles } from './pairTiles.js'
import { fillIndices } from '../system/fillIndices.js'

/** Stands for no place. */
export const NONE = -1

/** Groups that are left, each named by its place among the pairs. */
export interface PlacedGroups {
  /** (left) places in use, ascending. */
  readonly alive: Int32Array
  /** One row of the group at each place, and the size of the group. */
  readonly rows: Int32Array
  readonly sizes: Int32Array
  left: number
  /** Number of places that the pairs are laid out for. */
  places: number
}

/** Groups of one row each, for the rows 0 ... count - 1. */
export const singleRows = (count: number): PlacedGroups => ({
  alive: fillIndices(new Int32Array(count)),
  rows: fillIndices(new Int32Array(count)),
  sizes: new Int32Array(count).fill(1),
  left: count,
  places: count,
})

export function removeGroup(groups: PlacedGroups, group: number): void {
  let low = 0
  for (let high = groups.left - 1; low < high;) {
    const middle = (low + high) >> 1
    if (groups.alive[middle] < group) low = middle + 1
    else high = middle
  }
  groups.alive.copyWithin(low, low + 1, groups.left--)
}

/** Fewer places than this fit in the cache anyway. */
const SPARSE_FROM = 256

/** Whether half the places are out of use, so that walking over the others reads twice what it needs. */
export const isSparse = ({ left, places }: PlacedGroups): boolean => places > SPARSE_FROM && left * 2 <= places

/** Moves the groups that are left to the first places. @param chain  places to rename */
export function compactGroups(pairs: PairTiles, groups: PlacedGroups, chain: Int32Array): void {
  const { alive, rows, sizes, left } = groups
  compactPairs(pairs, alive, left)
  const place = new Int32Array(groups.places).fill(NONE)
  for (let k = 0; k < left; k++) {
    place[alive[k]] = k
    rows[k] = rows[alive[k]]
    sizes[k] = sizes[alive[k]]
    alive[k] = k
  }
  for (let k = 0; k < chain.length; k++) chain[k] = place[chain[k]]
  groups.places = left
}
