import type { GroupDistances } from './groupDistances.js'
import { pairAt, pairStart, pairStep, type PairTiles } from './pairTiles.js'
import { NONE, type PlacedGroups } from './placedGroups.js'
import type { Linkage } from './tree.js'

/**
 * Relative error of distances kept in single precision. Rounding keeps the order of smallest and largest distances up
 * to ties, but adds up in means; 2e-7 was seen.
 */
const SLACK: Record<Linkage, number> = { single: 0, complete: 0, average: 2e-6, ward: 2e-6 }

/**
 * Finds the group nearest to another by scanning the stored distances, and by exact distances where the stored ones
 * can not tell.
 */
export class NearestGroup {
  private place = NONE
  private distance = Infinity
  /** A group at a stored distance up to this may truly be nearer than `place`. */
  private limit = Infinity
  /** Places that were within the limit when they were scanned; the first `found` are in use. */
  private readonly rivals: Int32Array
  private found = 0

  /**
   * @param exact  exact distances; undefined where any of equally near groups will do
   * @param count  the most places
   */
  constructor(
    private readonly linkage: Linkage,
    private readonly exact: GroupDistances | undefined,
    count: number,
  ) {
    this.rivals = new Int32Array(count)
  }

  /** The place of the nearest group. Of equally near ones it is `preferred`, so that a chain ends, else the first. */
  find(pairs: PairTiles, groups: PlacedGroups, group: number, preferred: number): number {
    const { alive, left } = groups
    this.place = preferred
    this.distance = this.limit = Infinity
    this.found = 0
    let limit = preferred === NONE ? Infinity : this.consider(preferred, pairs[pairAt(group, preferred)])
    let k = 0
    const start = pairStart(group)
    for (; alive[k] < group; k++) {
      const distance = pairs[start + pairStep(alive[k])]
      if (distance <= limit) limit = this.consider(alive[k], distance)
    }
    const step = pairStep(group)
    for (k++; k < left; k++) {
      const distance = pairs[pairStart(alive[k]) + step]
      if (distance <= limit) limit = this.consider(alive[k], distance)
    }
    if (this.exact === undefined || this.found < 2 || this.distance === 0) return this.place
    return this.settle(pairs, groups, group, this.exact)
  }

  /** @returns the new limit */
  private consider(place: number, distance: number): number {
    if (distance < this.distance) {
      const limit = distance * (1 + SLACK[this.linkage])
      if (limit < this.distance) this.found = 0
      this.place = place
      this.distance = distance
      this.limit = limit
    } else if (place === this.place) return this.limit // the scan meets the preferred place again
    this.rivals[this.found++] = place
    return this.limit
  }

  /** The rival with the least exact distance; of equal ones the first. */
  private settle(pairs: PairTiles, { rows }: PlacedGroups, group: number, exact: GroupDistances): number {
    let nearest = this.place
    let least = Infinity
    for (const rival of this.rivals.subarray(0, this.found)) {
      if (pairs[pairAt(group, rival)] > this.limit) continue
      const distance = exact.between(rows[group], rows[rival])
      if (distance < least) {
        least = distance
        nearest = rival
      }
    }
    return nearest
  }
}
