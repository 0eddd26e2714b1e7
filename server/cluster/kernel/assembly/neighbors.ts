// Distances of rows to rows in WebAssembly SIMD, in single precision. Written in AssemblyScript, built by scripts/buildWasm.js.
// Pointers are bytes into the imported memory.
//
// Rows lie four by four: a block holds number 0 of its four rows, then number 1 of the four, and so on (float32), so that one
// vector works on four rows. Rows of more than STRETCH numbers lie in slabs: the first STRETCH numbers of all blocks, then the next
// of all, and so on, a slab `slab` bytes after the other. Far rows are known to be far by their first numbers, and the rest of
// them is not even brought into the cache. Each row has a weight (float32), whose meaning depends on the mode. Places that hold no row are
// filled with numbers so large that they are never near.

/** Sum of squared differences. */
const SQUARES = 0
/** Sum of absolute differences. */
const ABSOLUTES = 1
/** Squares plus the weight of the row found: mean square between groups, where the weight is the mean square within. */
const SPREAD = 2
/** Squares times n m / (n + m), where the weights n and m are sizes of groups: Ward's criterion. */
const WARD = 3

/** Numbers of a row in a slab, after which it is looked whether a distance can still be small enough: sums only grow, rounded ones too. */
const STRETCH = 32

// @ts-ignore: decorator
@inline
function term(mode: i32, sum: v128, a: v128, b: v128): v128 {
  const difference = f32x4.sub(a, b)
  if (mode == ABSOLUTES) return f32x4.add(sum, f32x4.abs(difference))
  return f32x4.add(sum, f32x4.mul(difference, difference))
}

// @ts-ignore: decorator
@inline
function weighed(mode: i32, sum: v128, weights: v128, weight: v128): v128 {
  if (mode == SPREAD) return f32x4.add(sum, weights)
  if (mode == WARD) return f32x4.mul(sum, f32x4.div(f32x4.mul(weights, weight), f32x4.add(weights, weight)))
  return sum
}

/** Sum over some numbers of four rows and a query, in four parts that do not wait for each other. */
// @ts-ignore: decorator
@inline
function sumOf(mode: i32, block: usize, query: usize, width: i32): v128 {
  const none = f32x4.splat(0)
  let a = none, b = none, c = none, d = none
  const fours = width & ~3
  for (let i = 0; i < fours; i += 4) {
    a = term(mode, a, v128.load(block), v128.load32_splat(query))
    b = term(mode, b, v128.load(block, 16), v128.load32_splat(query, 16))
    c = term(mode, c, v128.load(block, 32), v128.load32_splat(query, 32))
    d = term(mode, d, v128.load(block, 48), v128.load32_splat(query, 48))
    block += 64
    query += 64
  }
  for (let i = fours; i < width; i++) {
    a = term(mode, a, v128.load(block), v128.load32_splat(query))
    block += 16
    query += 16
  }
  return f32x4.add(f32x4.add(a, b), f32x4.add(c, d))
}

/** Puts a row into a list ordered by distance, whose last one goes. @returns the largest distance of the list */
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

/** Those of four distances that are below the limit go into the list. @returns the new limit */
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
  for (let b = 0; b < count; b++) {
    const all = v128.load(weights + (<usize>b << 4))
    let sum = f32x4.splat(0)
    let slabAt = blocks
    let queryAt = query
    for (let d = 0; d < dimension;) {
      const width = min(STRETCH, dimension - d)
      sum = f32x4.add(sum, sumOf(mode, slabAt + (<usize>b * <usize>width << 4), queryAt, width))
      d += width
      slabAt += slab
      queryAt += <usize>width << 4
      const found = weighed(mode, sum, all, own)
      if (!v128.any_true(f32x4.lt(found, limits))) break
      if (d < dimension) continue
      limit = insertFour(found, limit, b << 2, self, distances, rows, k)
      limits = f32x4.splat(limit)
    }
  }
}

/**
 * The k rows nearest to a row, nearest first; -1 where there are fewer.
 *
 * @param count   blocks to search
 * @param query   its first number; the others follow 16 bytes apart
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

/** Those of four rows from `row` on whose distance to `query` is below their limits: the query goes into their lists. */
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

/** Those of four rows from `row` on whose distance to `query` is below its limit go into its list. */
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
  for (let b = 0; b <= self; b++) {
    const row = b << 2
    const all = v128.load(weights + (<usize>b << 4))
    // Nothing is below 0: the rows of the block itself take each other by their own lists alone.
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
      // What the queries are to the rows of the block, then what these are to the queries: weights make it two.
      const q0 = weighed(mode, s0, n0, all)
      const q1 = weighed(mode, s1, n1, all)
      const q2 = weighed(mode, s2, n2, all)
      const q3 = weighed(mode, s3, n3, all)
      const nearQueries = v128.or(
        v128.or(f32x4.lt(q0, limit), f32x4.lt(q1, limit)),
        v128.or(f32x4.lt(q2, limit), f32x4.lt(q3, limit)),
      )
      const r0 = weighed(mode, s0, all, n0)
      const r1 = weighed(mode, s1, all, n1)
      const r2 = weighed(mode, s2, all, n2)
      const r3 = weighed(mode, s3, all, n3)
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
 * Takes the pairs of the rows of block `self` with each other and with all rows before them, each once, into the lists of the
 * rows nearest to each, as nearestToRow has them. Done for all blocks, in any order, the lists are complete.
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

/** Takes what other lists of the same rows hold into the lists. */
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

// @ts-ignore: decorator
@inline
function rowsWithinBy(
  mode: i32, blocks: usize, slab: usize, weights: usize, count: i32, dimension: i32,
  query: usize, weight: f32, limit: f32, rows: usize, capacity: i32,
): i32 {
  const own = f32x4.splat(weight)
  const limits = f32x4.splat(limit)
  let found = 0
  for (let b = 0; b < count; b++) {
    const all = v128.load(weights + (<usize>b << 4))
    let sum = f32x4.splat(0)
    let slabAt = blocks
    let queryAt = query
    for (let d = 0; d < dimension;) {
      const width = min(STRETCH, dimension - d)
      sum = f32x4.add(sum, sumOf(mode, slabAt + (<usize>b * <usize>width << 4), queryAt, width))
      d += width
      slabAt += slab
      queryAt += <usize>width << 4
      let near = i32x4.bitmask(f32x4.le(weighed(mode, sum, all, own), limits))
      if (near == 0) break
      if (d < dimension) continue
      for (; near != 0; near &= near - 1) {
        if (found < capacity) store<i32>(rows + (<usize>found << 2), (b << 2) + ctz(near))
        found++
      }
    }
  }
  return found
}

/** The rows no farther than `limit` from a row, itself included, in order. @returns how many; only `capacity` are written */
export function rowsWithin(
  mode: i32, blocks: usize, slab: usize, weights: usize, count: i32, dimension: i32,
  query: usize, weight: f32, limit: f32, rows: usize, capacity: i32,
): i32 {
  if (mode == SQUARES) return rowsWithinBy(SQUARES, blocks, slab, weights, count, dimension, query, weight, limit, rows, capacity)
  if (mode == ABSOLUTES) return rowsWithinBy(ABSOLUTES, blocks, slab, weights, count, dimension, query, weight, limit, rows, capacity)
  if (mode == SPREAD) return rowsWithinBy(SPREAD, blocks, slab, weights, count, dimension, query, weight, limit, rows, capacity)
  return rowsWithinBy(WARD, blocks, slab, weights, count, dimension, query, weight, limit, rows, capacity)
}

// @ts-ignore: decorator
@inline
function rowsWithinLimitsBy(
  mode: i32, blocks: usize, slab: usize, count: i32, dimension: i32,
  query: usize, limits: usize, rows: usize,
): i32 {
  let found = 0
  for (let b = 0; b < count; b++) {
    const own = v128.load(limits + (<usize>b << 4))
    let sum = f32x4.splat(0)
    let slabAt = blocks
    let queryAt = query
    for (let d = 0; d < dimension;) {
      const width = min(STRETCH, dimension - d)
      sum = f32x4.add(sum, sumOf(mode, slabAt + (<usize>b * <usize>width << 4), queryAt, width))
      d += width
      slabAt += slab
      queryAt += <usize>width << 4
      let near = i32x4.bitmask(f32x4.le(sum, own))
      if (near == 0) break
      if (d < dimension) continue
      for (; near != 0; near &= near - 1) {
        store<i32>(rows + (<usize>found << 2), (b << 2) + ctz(near))
        found++
      }
    }
  }
  return found
}

/** The rows no farther from a row than a limit of their own (1 float32 a row), in order; SQUARES or ABSOLUTES. @returns how many */
export function rowsWithinLimits(
  mode: i32, blocks: usize, slab: usize, count: i32, dimension: i32,
  query: usize, limits: usize, rows: usize,
): i32 {
  if (mode == SQUARES) return rowsWithinLimitsBy(SQUARES, blocks, slab, count, dimension, query, limits, rows)
  return rowsWithinLimitsBy(ABSOLUTES, blocks, slab, count, dimension, query, limits, rows)
}

// @ts-ignore: decorator
@inline
function storePairs(near: i32, query: i32, row: i32, pairs: usize, found: i32, capacity: i32): i32 {
  for (; near != 0; near &= near - 1) {
    const other = row + ctz(near)
    if (other <= query) continue
    if (found < capacity) {
      store<i32>(pairs + (<usize>found << 3), query)
      store<i32>(pairs + (<usize>found << 3), other, 4)
    }
    found++
  }
  return found
}

// @ts-ignore: decorator
@inline
function pairsWithinBy(
  mode: i32, blocks: usize, slab: usize, dimension: i32, self: i32, end: i32, limit: f32, pairs: usize, capacity: i32,
): i32 {
  const limits = f32x4.splat(limit)
  const first = self << 2
  let found = 0
  for (let b = self; b < end; b++) {
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
      const least = f32x4.min(f32x4.min(s0, s1), f32x4.min(s2, s3))
      if (!v128.any_true(f32x4.le(least, limits))) break
    }
    const row = b << 2
    found = storePairs(i32x4.bitmask(f32x4.le(s0, limits)), first, row, pairs, found, capacity)
    found = storePairs(i32x4.bitmask(f32x4.le(s1, limits)), first + 1, row, pairs, found, capacity)
    found = storePairs(i32x4.bitmask(f32x4.le(s2, limits)), first + 2, row, pairs, found, capacity)
    found = storePairs(i32x4.bitmask(f32x4.le(s3, limits)), first + 3, row, pairs, found, capacity)
  }
  return found
}

/**
 * The pairs of the rows of block `self` with later rows, up to block `end`, that are no farther apart than `limit`; SQUARES or
 * ABSOLUTES. @returns how many; only `capacity` are written, two int32 each
 */
export function pairsWithin(
  mode: i32, blocks: usize, slab: usize, dimension: i32, self: i32, end: i32, limit: f32, pairs: usize, capacity: i32,
): i32 {
  if (mode == SQUARES) return pairsWithinBy(SQUARES, blocks, slab, dimension, self, end, limit, pairs, capacity)
  return pairsWithinBy(ABSOLUTES, blocks, slab, dimension, self, end, limit, pairs, capacity)
}
