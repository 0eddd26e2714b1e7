// Finds the rows nearest to rows; rows.ts says how rows lie in memory.
import { ABSOLUTES, factor, SPREAD, SQUARES, STRETCH, sumOf, term, WARD, weighed } from './rows'

/** Puts a row into a list ordered by distance and drops the last one. @returns the largest distance of the list */
function insert(distances: usize, rows: usize, k: i32, distance: f32, row: i32): f32 {
  let at = k - 1
  for (; at > 0; at--) {
    const before = load<f32>(distances + ((at - 1) << 2))
    if (before <= distance) break
    store<f32>(distances + (at << 2), before)
    store<i32>(rows + (at << 2), load<i32>(rows + ((at - 1) << 2)))
  }
  store<f32>(distances + (at << 2), distance)
  store<i32>(rows + (at << 2), row)
  return load<f32>(distances + ((k - 1) << 2))
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
  for (let i = 0; i < count; i++) {
    const b = start + i < count ? start + i : start + i - count
    const by = factor(mode, v128.load(weights + (<usize>b << 4)), own)
    let sum = f32x4.splat(0)
    let slabAt = blocks
    let queryAt = query
    for (let d = 0; d < dimension;) {
      const width = min(STRETCH, dimension - d)
      sum = f32x4.add(sum, sumOf(mode, slabAt + (<usize>b * <usize>width << 4), queryAt, width))
      d += width
      slabAt += slab
      queryAt += <usize>width << 4
      const found = weighed(mode, sum, by)
      if (!v128.any_true(f32x4.lt(found, limits))) break
      if (d < dimension) continue
      limit = insertFour(found, limit, b << 2, self, distances, rows, k)
      limits = f32x4.splat(limit)
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
function insertQuery(found: v128, query: i32, row: i32, k: i32, distances: usize, rows: usize, limits: usize): void {
  let near = i32x4.bitmask(f32x4.lt(found, v128.load(limits + (<usize>row << 2))))
  for (; near != 0; near &= near - 1) {
    const lane = ctz(near)
    const distance = lane < 2
      ? (lane == 0 ? f32x4.extract_lane(found, 0) : f32x4.extract_lane(found, 1))
      : (lane == 2 ? f32x4.extract_lane(found, 2) : f32x4.extract_lane(found, 3))
    const list = <usize>(row + lane) * <usize>k << 2
    store<f32>(limits + (<usize>(row + lane) << 2), insert(distances + list, rows + list, k, distance, query))
  }
}

/** Puts those of four rows, the first of them `row`, whose distance to `query` is below its limit into its list. */
function insertRows(found: v128, query: i32, row: i32, k: i32, distances: usize, rows: usize, limits: usize): void {
  const list = <usize>query * <usize>k << 2
  const limit = limits + (<usize>query << 2)
  store<f32>(limit, insertFour(found, load<f32>(limit), row, query, distances + list, rows + list, k))
}

// @ts-ignore: decorator
@inline
function nearestInPairsBy(
  mode: i32, blocks: usize, slab: usize, weights: usize, dimension: i32, self: i32,
  k: i32, distances: usize, rows: usize, limits: usize,
): void {
  const ownWeights = weights + (<usize>self << 4)
  const n0 = v128.load32_splat(ownWeights)
  const n1 = v128.load32_splat(ownWeights, 4)
  const n2 = v128.load32_splat(ownWeights, 8)
  const n3 = v128.load32_splat(ownWeights, 12)
  const first = self << 2
  const ownLimits = limits + (<usize>first << 2)
  const none = f32x4.splat(0)
  // Backwards: where near rows lie side by side, the lists of the block soon hold near rows, and the others are given up early.
  for (let b = self; b >= 0; b--) {
    const row = b << 2
    const all = v128.load(weights + (<usize>b << 4))
    // Factors of the queries as seen from the rows of the block; those the other way round differ, except for Ward's
    // criterion.
    const f0 = mode == WARD ? factor(mode, all, n0) : n0
    const f1 = mode == WARD ? factor(mode, all, n1) : n1
    const f2 = mode == WARD ? factor(mode, all, n2) : n2
    const f3 = mode == WARD ? factor(mode, all, n3) : n3
    // No distance is below 0: rows of the block itself are taken by the queries' own lists only.
    const limit = b < self ? v128.load(limits + (<usize>b << 4)) : none
    let s0 = f32x4.splat(0)
    let s1 = s0, s2 = s0, s3 = s0
    let slabAt = blocks
    for (let d = 0; d < dimension; slabAt += slab) {
      const width = min(STRETCH, dimension - d)
      let values = slabAt + (<usize>b * <usize>width << 4)
      let query = slabAt + (<usize>self * <usize>width << 4)
      for (const end = d + width; d < end; d++) {
        const four = v128.load(values)
        s0 = term(mode, s0, four, v128.load32_splat(query))
        s1 = term(mode, s1, four, v128.load32_splat(query, 4))
        s2 = term(mode, s2, four, v128.load32_splat(query, 8))
        s3 = term(mode, s3, four, v128.load32_splat(query, 12))
        values += 16
        query += 16
      }
      const q0 = weighed(mode, s0, f0)
      const q1 = weighed(mode, s1, f1)
      const q2 = weighed(mode, s2, f2)
      const q3 = weighed(mode, s3, f3)
      const nearQueries = v128.or(
        v128.or(f32x4.lt(q0, limit), f32x4.lt(q1, limit)),
        v128.or(f32x4.lt(q2, limit), f32x4.lt(q3, limit)),
      )
      const r0 = mode == WARD ? q0 : weighed(mode, s0, all)
      const r1 = mode == WARD ? q1 : weighed(mode, s1, all)
      const r2 = mode == WARD ? q2 : weighed(mode, s2, all)
      const r3 = mode == WARD ? q3 : weighed(mode, s3, all)
      const nearRows = v128.or(
        v128.or(f32x4.lt(r0, v128.load32_splat(ownLimits)), f32x4.lt(r1, v128.load32_splat(ownLimits, 4))),
        v128.or(f32x4.lt(r2, v128.load32_splat(ownLimits, 8)), f32x4.lt(r3, v128.load32_splat(ownLimits, 12))),
      )
      if (!v128.any_true(v128.or(nearQueries, nearRows))) break
      if (d < dimension) continue
      if (v128.any_true(nearQueries)) {
        insertQuery(q0, first, row, k, distances, rows, limits)
        insertQuery(q1, first + 1, row, k, distances, rows, limits)
        insertQuery(q2, first + 2, row, k, distances, rows, limits)
        insertQuery(q3, first + 3, row, k, distances, rows, limits)
      }
      if (v128.any_true(nearRows)) {
        insertRows(r0, first, row, k, distances, rows, limits)
        insertRows(r1, first + 1, row, k, distances, rows, limits)
        insertRows(r2, first + 2, row, k, distances, rows, limits)
        insertRows(r3, first + 3, row, k, distances, rows, limits)
      }
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
