// Finds the rows nearest to rows; rows.ts says how rows lie in memory.
import { LOOK, STRETCH } from '../../rows/stretch'
import { ABSOLUTES, factor, SPREAD, SQUARES, sumOf, term, WARD, weighed } from './rows'

/**
 * Puts a row into a list ordered by distance and drops the last one. Works on four places at a time, from the end on.
 * @param k  a multiple of 4
 * @returns  the largest distance of the list
 */
function insert(distances: usize, rows: usize, k: i32, distance: f32, row: i32): f32 {
  const newDistance = f32x4.splat(distance)
  const newRow = i32x4.splat(row)
  let at = <usize>(k - 4) << 2
  let own = v128.load(distances + at)
  let ownRows = v128.load(rows + at)
  const last = at
  for (; at > 0; at -= 16) {
    const before = v128.load(distances + at - 16)
    const beforeRows = v128.load(rows + at - 16)
    shiftFour(distances + at, rows + at, own, ownRows, before, beforeRows, newDistance, newRow)
    if (f32x4.extract_lane(before, 3) <= distance) return load<f32>(distances + last, 12)
    own = before
    ownRows = beforeRows
  }
  shiftFour(distances, rows, own, ownRows, f32x4.splat(-1), newRow, newDistance, newRow)
  return load<f32>(distances + last, 12)
}

/** Writes four places of a list: the larger ones move up by one place, and the last of `before` moves in. */
// @ts-ignore: decorator
@inline
function shiftFour(
  distances: usize, rows: usize, own: v128, ownRows: v128, before: v128, beforeRows: v128, distance: v128, row: v128,
): void {
  const lower = i32x4.shuffle(before, own, 3, 4, 5, 6)
  const lowerRows = i32x4.shuffle(beforeRows, ownRows, 3, 4, 5, 6)
  const isLarger = f32x4.gt(own, distance)
  const isLowerLarger = f32x4.gt(lower, distance)
  v128.store(distances, v128.bitselect(v128.bitselect(lower, distance, isLowerLarger), own, isLarger))
  v128.store(rows, v128.bitselect(v128.bitselect(lowerRows, row, isLowerLarger), ownRows, isLarger))
}

/** Puts those of four distances that are below the limit into the list. @returns the new limit */
// @ts-ignore: decorator
@inline
function insertFour(found: v128, limit: f32, row: i32, self: i32, distances: usize, rows: usize, k: i32): f32 {
  let distance = f32x4.extract_lane(found, 0)
  if (distance < limit && row != self) limit = insert(distances, rows, k, distance, row)
  distance = f32x4.extract_lane(found, 1)
  if (distance < limit && row + 1 != self) limit = insert(distances, rows, k, distance, row + 1)
  distance = f32x4.extract_lane(found, 2)
  if (distance < limit && row + 2 != self) limit = insert(distances, rows, k, distance, row + 2)
  distance = f32x4.extract_lane(found, 3)
  if (distance < limit && row + 3 != self) limit = insert(distances, rows, k, distance, row + 3)
  return limit
}

// @ts-ignore: decorator
@inline
function clearList(distances: usize, rows: usize, k: i32): void {
  for (let i = 0; i < k; i++) {
    store<f32>(distances + (i << 2), f32.MAX_VALUE)
    store<i32>(rows + (i << 2), -1)
  }
}

// @ts-ignore: decorator
@inline
function nearestToRowBy(
  mode: i32, blocks: usize, slab: usize, weights: usize, count: i32, dimension: i32,
  query: usize, weight: f32, self: i32, k: i32, distances: usize, rows: usize,
): void {
  clearList(distances, rows, k)
  const own = f32x4.splat(weight)
  let limit = f32.MAX_VALUE
  let limits = f32x4.splat(limit)
  const start = self < 0 ? 0 : self >> 2
  // Where rows do not fit in the cache, a first slab is read as fast as a part of it.
  const look = dimension > STRETCH ? STRETCH : min(LOOK, dimension)
  for (let i = 0; i < count; i++) {
    const b = start + i < count ? start + i : start + i - count
    const by = factor(mode, v128.load(weights + (<usize>b << 4)), own)
    let sum = f32x4.splat(0)
    let slabAt = blocks
    let slabEnd = min(STRETCH, dimension)
    let values = slabAt + (<usize>b * <usize>slabEnd << 4)
    let queryAt = query
    for (let d = 0, stop = look;;) {
      const width = stop - d
      sum = f32x4.add(sum, sumOf(mode, values, queryAt, width))
      const found = weighed(mode, sum, by)
      if (!v128.any_true(f32x4.lt(found, limits))) break
      if (stop == dimension) {
        limit = insertFour(found, limit, b << 2, self, distances, rows, k)
        limits = f32x4.splat(limit)
        break
      }
      d = stop
      queryAt += <usize>width << 4
      values += <usize>width << 4
      if (d == slabEnd) {
        slabAt += slab
        slabEnd = min(d + STRETCH, dimension)
        values = slabAt + (<usize>b * <usize>(slabEnd - d) << 4)
      }
      stop = slabEnd
    }
  }
}

/**
 * The k rows nearest to a row, nearest first; -1 where there are fewer. The search begins at the block of the row
 * itself: where near rows lie side by side, it finds near ones early and can give up the others sooner.
 *
 * @param count   blocks to search
 * @param query   address of the first number of the row searched for; the others follow 16 bytes apart
 * @param weight  of the query
 * @param self    a row to leave out, or -1
 * @param k       a multiple of 4
 */
export function nearestToRow(
  mode: i32, blocks: usize, slab: usize, weights: usize, count: i32, dimension: i32,
  query: usize, weight: f32, self: i32, k: i32, distances: usize, rows: usize,
): void {
  if (mode == SQUARES) nearestToRowBy(SQUARES, blocks, slab, weights, count, dimension, query, weight, self, k, distances, rows)
  else if (mode == ABSOLUTES) nearestToRowBy(ABSOLUTES, blocks, slab, weights, count, dimension, query, weight, self, k, distances, rows)
  else if (mode == SPREAD) nearestToRowBy(SPREAD, blocks, slab, weights, count, dimension, query, weight, self, k, distances, rows)
  else nearestToRowBy(WARD, blocks, slab, weights, count, dimension, query, weight, self, k, distances, rows)
}

/**
 * Puts `query` into the lists of those of four rows, the first of them `row`, whose distance to it is below their
 * limits.
 */
// @ts-ignore: decorator
@inline
function insertQuery(
  found: v128, query: i32, row: i32, k: i32, distances: usize, rows: usize, limit: v128, limits: usize,
): void {
  const near = i32x4.bitmask(f32x4.lt(found, limit))
  if (near != 0) insertInLists(near, found, query, row, k, distances, rows, limits)
}

function insertInLists(
  near: i32, found: v128, query: i32, row: i32, k: i32, distances: usize, rows: usize, limits: usize,
): void {
  for (; near != 0; near &= near - 1) {
    const lane = ctz(near)
    const limit = limits + (<usize>(row + lane) << 2)
    const distance = lane < 2
      ? (lane == 0 ? f32x4.extract_lane(found, 0) : f32x4.extract_lane(found, 1))
      : (lane == 2 ? f32x4.extract_lane(found, 2) : f32x4.extract_lane(found, 3))
    if (distance >= load<f32>(limit)) continue
    const list = <usize>(row + lane) * <usize>k << 2
    store<f32>(limit, insert(distances + list, rows + list, k, distance, query))
  }
}

/** Puts those of four rows, the first of them `row`, whose distance to `query` is below its limit into its list. */
// @ts-ignore: decorator
@inline
function insertRows(found: v128, query: i32, row: i32, k: i32, distances: usize, rows: usize, limits: usize): void {
  const limit = limits + (<usize>query << 2)
  if (!v128.any_true(f32x4.lt(found, v128.load32_splat(limit)))) return
  const list = <usize>query * <usize>k << 2
  store<f32>(limit, insertFour(found, load<f32>(limit), row, query, distances + list, rows + list, k))
}

/** Four times the largest of four numbers. */
// @ts-ignore: decorator
@inline
function largest(four: v128): v128 {
  const two = f32x4.max(four, i32x4.shuffle(four, four, 2, 3, 0, 1))
  return f32x4.max(two, i32x4.shuffle(two, two, 1, 0, 3, 2))
}

/** Four times the smallest of four numbers. */
// @ts-ignore: decorator
@inline
function smallest(four: v128): v128 {
  const two = f32x4.min(four, i32x4.shuffle(four, four, 2, 3, 0, 1))
  return f32x4.min(two, i32x4.shuffle(two, two, 1, 0, 3, 2))
}

// @ts-ignore: decorator
@inline
function nearestInPairsBy(
  mode: i32, blocks: usize, slab: usize, weights: usize, dimension: i32, self: i32,
  k: i32, distances: usize, rows: usize, limits: usize,
): void {
  const ownWeights = weights + (<usize>self << 4)
  const ownLeast = smallest(v128.load(ownWeights))
  const first = self << 2
  const ownLimits = limits + (<usize>first << 2)
  let ownMost = largest(v128.load(ownLimits))
  const none = f32x4.splat(0)
  // Backwards: where near rows lie side by side, the lists of the block soon hold near rows, and the others are given up early.
  for (let b = self; b >= 0; b--) {
    const row = b << 2
    const all = v128.load(weights + (<usize>b << 4))
    // No distance is below 0: rows of the block itself are taken by the queries' own lists only.
    const limit = b < self ? v128.load(limits + (<usize>b << 4)) : none
    // What the least of the pairs is compared with; weights make no pair nearer than this.
    const mostLimit = f32x4.max(limit, ownMost)
    const least = mode == WARD ? factor(mode, all, ownLeast) : f32x4.min(all, ownLeast)
    let s0 = none, s1 = none, s2 = none, s3 = none
    let slabAt = blocks
    let slabEnd = min(STRETCH, dimension)
    let values = slabAt + (<usize>b * <usize>slabEnd << 4)
    let query = slabAt + (<usize>self * <usize>slabEnd << 4)
    for (let d = 0, stop = min(LOOK, dimension);;) {
      for (; d < stop; d++) {
        const four = v128.load(values)
        s0 = term(mode, s0, four, v128.load32_splat(query))
        s1 = term(mode, s1, four, v128.load32_splat(query, 4))
        s2 = term(mode, s2, four, v128.load32_splat(query, 8))
        s3 = term(mode, s3, four, v128.load32_splat(query, 12))
        values += 16
        query += 16
      }
      const sum = f32x4.min(f32x4.min(s0, s1), f32x4.min(s2, s3))
      if (!v128.any_true(f32x4.lt(weighed(mode, sum, least), mostLimit))) break
      if (d == dimension) {
        // Factors of the queries as seen from the rows of the block; those the other way round differ, except for Ward's
        // criterion.
        const n0 = v128.load32_splat(ownWeights)
        const n1 = v128.load32_splat(ownWeights, 4)
        const n2 = v128.load32_splat(ownWeights, 8)
        const n3 = v128.load32_splat(ownWeights, 12)
        const q0 = weighed(mode, s0, mode == WARD ? factor(mode, all, n0) : n0)
        const q1 = weighed(mode, s1, mode == WARD ? factor(mode, all, n1) : n1)
        const q2 = weighed(mode, s2, mode == WARD ? factor(mode, all, n2) : n2)
        const q3 = weighed(mode, s3, mode == WARD ? factor(mode, all, n3) : n3)
        insertQuery(q0, first, row, k, distances, rows, limit, limits)
        insertQuery(q1, first + 1, row, k, distances, rows, limit, limits)
        insertQuery(q2, first + 2, row, k, distances, rows, limit, limits)
        insertQuery(q3, first + 3, row, k, distances, rows, limit, limits)
        insertRows(mode == WARD ? q0 : weighed(mode, s0, all), first, row, k, distances, rows, limits)
        insertRows(mode == WARD ? q1 : weighed(mode, s1, all), first + 1, row, k, distances, rows, limits)
        insertRows(mode == WARD ? q2 : weighed(mode, s2, all), first + 2, row, k, distances, rows, limits)
        insertRows(mode == WARD ? q3 : weighed(mode, s3, all), first + 3, row, k, distances, rows, limits)
        ownMost = largest(v128.load(ownLimits))
        break
      }
      if (d == slabEnd) {
        slabAt += slab
        slabEnd = min(d + STRETCH, dimension)
        values = slabAt + (<usize>b * <usize>(slabEnd - d) << 4)
        query = slabAt + (<usize>self * <usize>(slabEnd - d) << 4)
      }
      stop = slabEnd
    }
  }
}

/**
 * Puts the pairs of rows of block `self` with each other and with all earlier rows, each pair once, into the lists of
 * the nearest rows, in the form of nearestToRow. The lists are complete when this was called for all blocks. Any order
 * will do; first to last is fastest, because the lists of earlier rows then hold near rows already.
 *
 * @param distances  (k) numbers for each row, one list after another; start as f32.MAX_VALUE
 * @param rows       (k) for each row; start as -1
 * @param limits     (1) the last number of each list
 */
export function nearestInPairs(
  mode: i32, blocks: usize, slab: usize, weights: usize, dimension: i32, self: i32,
  k: i32, distances: usize, rows: usize, limits: usize,
): void {
  if (mode == SQUARES) nearestInPairsBy(SQUARES, blocks, slab, weights, dimension, self, k, distances, rows, limits)
  else if (mode == ABSOLUTES) nearestInPairsBy(ABSOLUTES, blocks, slab, weights, dimension, self, k, distances, rows, limits)
  else if (mode == SPREAD) nearestInPairsBy(SPREAD, blocks, slab, weights, dimension, self, k, distances, rows, limits)
  else nearestInPairsBy(WARD, blocks, slab, weights, dimension, self, k, distances, rows, limits)
}

/** Merges other lists of the same rows into the lists. */
export function mergeLists(rowCount: i32, k: i32, distances: usize, rows: usize, otherDistances: usize, otherRows: usize): void {
  for (let row = 0; row < rowCount; row++) {
    const list = <usize>row * <usize>k << 2
    for (let i: usize = 0; i < <usize>k << 2; i += 4) {
      const distance = load<f32>(otherDistances + list + i)
      if (distance >= load<f32>(distances + list + (<usize>(k - 1) << 2))) break
      insert(distances + list, rows + list, k, distance, load<i32>(otherRows + list + i))
    }
  }
}
