import { KernelMemory } from '../system/kernelMemory.js'
import { startClusterKernel, type ClusterKernel } from './kernel/clusterKernel.js'
import { nearestOfAll, placeLists } from './kernel/nearestOfAll.js'
import { BEYOND_ROWS, BLOCK, RowBlocks } from './kernel/rowBlocks.js'
import type { NearestLists } from './kernel/searchBlocks.js'
import { SinglePrecision } from './kernel/singlePrecision.js'
import type { MeanGroups } from './meanGroups.js'
import { NONE } from './placedGroups.js'
import { nearTogether } from './rows/nearTogether.js'
import { widestFirst } from './rows/widestFirst.js'

/**
 * Neighbors kept of each group: a multiple of 4, as the kernel's lists. Twice as many would halve the searches and make
 * each list slow to fill: a tree of 1,000 rows would take a tenth more time, one of 8,000 a twentieth less.
 */
const KEPT = 4
/** Makes a bound of a measure, which rounding may find a little less when a group was joined to another. */
const LESS = 1 - 2 ** -40
/** Fewer groups than this are searched so fast that laying them out again gains nothing. */
const LAY_OUT_FROM = 256

/**
 * Finds the group nearest to another in lists of the nearest ones. No group outside a list is nearer than the list's
 * bound.
 *
 * That stays true when groups join. The join of two groups outside a list is no nearer than the nearer of them
 * (linkages by means are reducible), and the measure of another group to the join of two groups with lists is the mean
 * of its measures to both (average linkage), or no less than that (Ward). So all groups have to be searched only when
 * everything in a list was joined to groups that are not nearer than its bound.
 *
 * The kernel searches in single precision; measures of what it finds are taken in double, and bounds allow for its
 * error.
 */
export class NeighborLists {
  readonly #memory = new KernelMemory({ shared: true })
  readonly #kernel: ClusterKernel
  readonly #precision: SinglePrecision
  /** Groups at their places, in ascending order. */
  readonly #blocks: RowBlocks
  /** The group that is searched for. */
  readonly #query: RowBlocks
  readonly #groupAt: Int32Array
  readonly #placeOf: Int32Array
  /** Rows in the order in which their groups are laid out. */
  readonly #rows: Int32Array
  /** Number of places laid out, and how many of them still hold a group. */
  #places: number
  #left: number
  /**
   * (count * KEPT) rows that name the groups near each group, `#lengths` of them; and the bound, which the measure of
   * no other group is below.
   */
  readonly #near: Int32Array
  /** (count * KEPT) ascending in a list: no group that comes later in it has a measure below this. */
  readonly #nearBounds: Float64Array
  readonly #lengths: Uint8Array
  readonly #bounds: Float64Array
  /** Results of a search: of all groups, or of one group in the first list. */
  readonly #found: NearestLists
  /** Candidates of `join`: groups, their measures, and the join that last collected a row. */
  readonly #candidates = new Int32Array(2 * KEPT)
  readonly #measures = new Float64Array(2 * KEPT)
  readonly #collectedFor: Int32Array

  /** Measure of the group that `nearest` returned last. */
  measure = Infinity

  /**
   * @param threads   to search with
   * @param onSearch  called often with the share of the first search that is done, 0 to 1
   */
  constructor(
    private readonly groups: MeanGroups,
    private readonly threads: number,
    onSearch?: (share: number) => void,
  ) {
    const { count, dimension, mode } = groups
    this.#kernel = startClusterKernel(this.#memory.memory)
    this.#precision = new SinglePrecision(mode, dimension)
    const order = widestFirst({ values: groups.means, count, dimension })
    this.#blocks = new RowBlocks(this.#memory, count, dimension, order)
    this.#query = new RowBlocks(this.#memory, 1, dimension, order)
    this.#groupAt = new Int32Array(count)
    this.#placeOf = new Int32Array(count)
    this.#rows = nearTogether({ values: groups.means, count, dimension }, order)
    this.#places = this.#left = count
    this.#near = new Int32Array(count * KEPT)
    this.#nearBounds = new Float64Array(count * KEPT)
    this.#lengths = new Uint8Array(count)
    this.#bounds = new Float64Array(count)
    const places = Math.ceil(count / BLOCK) * BLOCK
    this.#found = placeLists(this.#memory, places, KEPT)
    this.#collectedFor = new Int32Array(count).fill(NONE)
    this.#layOut(onSearch)
  }

  /** The group nearest to `group`; of equally near ones `preferred`, or the first. */
  nearest(group: number, preferred: number): number {
    let nearest = this.#nearestOfList(group, preferred)
    if (this.#isSure(group)) return nearest
    this.#search(group)
    nearest = this.#nearestOfList(group, preferred)
    return this.#isSure(group) ? nearest : this.#settle(group, preferred)
  }

  /** Joins two groups here and in `groups`. */
  join(kept: number, gone: number): void {
    const { groups } = this
    const [n, m] = [groups.sizes[kept], groups.sizes[gone]]
    let bound = (n * this.#bounds[kept] + m * this.#bounds[gone]) / (n + m)
    let collected = 0
    for (const side of [kept, gone])
      for (let i = side * KEPT, end = i + this.#lengths[side]; i < end; i++) {
        const other = groups.find(this.#near[i])
        if (other === kept || other === gone || this.#collectedFor[other] === gone) continue
        this.#collectedFor[other] = gone // collects each group only once
        this.#candidates[collected++] = other
      }
    groups.join(kept, gone)
    let length = 0
    for (let k = 0; k < collected; k++) {
      const other = this.#candidates[k]
      const measure = groups.measure(kept, other)
      if (measure < bound) length = this.#insert(length, other, measure)
    }
    if (length > KEPT) {
      bound = this.#measures[KEPT]
      length = KEPT
    }
    for (let i = 0, at = kept * KEPT; i < length; i++, at++) {
      this.#near[at] = this.#candidates[i]
      this.#nearBounds[at] = this.#measures[i] * LESS
    }
    this.#lengths[kept] = length
    this.#bounds[kept] = bound
    this.#blocks.clear(this.#placeOf[gone])
    this.#put(kept, this.#placeOf[kept])
    this.#left--
    if (this.#places > LAY_OUT_FROM && 2 * this.#left <= this.#places) this.#layOut()
  }

  /** Inserts a candidate into the first `length`, sorted; they lie before the place where it comes from. */
  #insert(length: number, group: number, measure: number): number {
    let at = length
    for (; at > 0 && this.#measures[at - 1] > measure; at--) {
      this.#measures[at] = this.#measures[at - 1]
      this.#candidates[at] = this.#candidates[at - 1]
    }
    this.#measures[at] = measure
    this.#candidates[at] = group
    return length + 1
  }

  #isSure(group: number): boolean {
    return this.measure < this.#bounds[group]
  }

  #nearestOfList(group: number, preferred: number): number {
    let nearest = NONE
    this.measure = Infinity
    for (let i = group * KEPT, end = i + this.#lengths[group]; i < end; i++) {
      if (this.measure < this.#nearBounds[i]) break
      const other = this.groups.find(this.#near[i])
      this.#near[i] = other
      if (other !== group) nearest = this.#nearer(group, other, nearest, preferred)
    }
    return nearest
  }

  #nearer(group: number, other: number, nearest: number, preferred: number): number {
    const measure = this.groups.measure(group, other)
    const isNearer =
      measure < this.measure ||
      (measure === this.measure && nearest !== preferred && (other === preferred || other < nearest))
    if (!isNearer) return nearest
    this.measure = measure
    return other
  }

  /** Makes the list of a group again from all groups. */
  #search(group: number): void {
    const { blocks, slab, weights, count, dimension } = this.#blocks
    const { distances, rows } = this.#found
    // Written out, as in #settle: spread arguments take a twentieth of the time of a tree of 1,000 rows.
    this.#kernel.nearestToRow(
      this.groups.mode,
      blocks,
      slab,
      weights,
      count,
      dimension,
      this.#query.blocks,
      this.#placeQuery(group),
      this.#placeOf[group],
      KEPT,
      distances.byteOffset,
      rows.byteOffset,
    )
    this.#takeList(group, 0)
  }

  /** Makes a group the one that is searched for. @returns its weight */
  #placeQuery(group: number): number {
    const weight = this.#blocks.weightAt(this.#placeOf[group])
    this.#query.put(0, this.groups.means, group, weight)
    return weight
  }

  /** Finds the nearest of all groups that single precision can not tell from the nearest of the list. */
  #settle(group: number, preferred: number): number {
    const { groups } = this
    const limit = this.#precision.most(this.measure - groups.ownSpread(group), groups.sizes[group])
    const { byteOffset } = this.#found.rows
    const { blocks, slab, weights, count, dimension } = this.#blocks
    const found = this.#kernel.rowsWithin(
      groups.mode,
      blocks,
      slab,
      weights,
      count,
      dimension,
      this.#query.blocks,
      this.#placeQuery(group),
      limit,
      byteOffset,
      this.#places,
    )
    let nearest = preferred
    this.measure = preferred === NONE ? Infinity : groups.measure(group, preferred)
    // A group at measure 0 is nearest; the loop stops there because many rows may be equal.
    for (let i = 0; i < found && this.measure > 0; i++) {
      const other = this.#groupAt[this.#found.rows[i]]
      if (other !== group) nearest = this.#nearer(group, other, nearest, preferred)
    }
    this.#bounds[group] = Math.max(this.#bounds[group], this.measure) // join relies on this
    return nearest
  }

  /** Gives the remaining groups places one after another, and makes a list for each. */
  #layOut(onSearch?: (share: number) => void): void {
    const { groups } = this
    this.#places = 0
    for (const row of this.#rows) if (groups.isGroup(row)) this.#put(row, this.#places++)
    this.#blocks.truncate(this.#places)
    nearestOfAll(this.#kernel, this.#memory, groups.mode, this.#blocks, KEPT, this.#found, this.threads, onSearch)
    for (let place = 0; place < this.#places; place++) this.#takeList(this.#groupAt[place], place * KEPT)
  }

  #put(group: number, place: number): void {
    this.#groupAt[place] = group
    this.#placeOf[group] = place
    this.#blocks.put(place, this.groups.means, group, this.groups.weight(group))
  }

  /** Makes what a search found, from place `from` on, the list of a group. */
  #takeList(group: number, from: number): void {
    const { distances, rows } = this.#found
    const size = this.groups.sizes[group]
    const own = this.groups.ownSpread(group)
    const first = group * KEPT
    let length = 0
    for (; length < KEPT && distances[from + length] < BEYOND_ROWS; length++) {
      this.#near[first + length] = this.#groupAt[rows[from + length]]
      this.#nearBounds[first + length] = this.#precision.least(distances[from + length], size) + own
    }
    this.#lengths[group] = length
    this.#bounds[group] = length < KEPT ? Infinity : this.#nearBounds[first + KEPT - 1]
  }
}
