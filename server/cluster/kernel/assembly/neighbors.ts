// Distances of rows to rows in WebAssembly SIMD, in single precision. Written in AssemblyScript, built by scripts/buildWasm.js.
// Pointers are bytes into the imported memory.
//
// Rows lie four by four: a block holds number 0 of its four rows, then number 1 of the four, and so on (float32), so that one
// vector works on four rows. Each row has a weight (float32), whose meaning depends on the mode. Places that hold no row are
// filled with numbers so large that they are never near.

/** Sum of squared differences. */
const SQUARES = 0
/** Sum of absolute differences. */
const ABSOLUTES = 1
/** Squares plus the weight of the row found: mean square between groups, where the weight is the mean square within. */
const SPREAD = 2
/** Squares times n m / (n + m), where the weights n and m are sizes of groups: Ward's criterion. */
const WARD = 3

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
  mode: i32, blocks: usize, weights: usize, count: i32, dimension: i32,
  query: usize, weight: f32, self: i32, k: i32, distances: usize, rows: usize,
): void {
  clearList(distances, rows, k)
  const own = f32x4.splat(weight)
  let limit = f32.MAX_VALUE
  let limits = f32x4.splat(limit)
  let block = blocks
  for (let b = 0; b < count; b++) {
    let sum = f32x4.splat(0)
    let other = query
    for (let d = 0; d < dimension; d++) {
      sum = term(mode, sum, v128.load(block), v128.load32_splat(other))
      block += 16
      other += 16
    }
    const found = weighed(mode, sum, v128.load(weights + (<usize>b << 4)), own)
    if (v128.any_true(f32x4.lt(found, limits))) {
      limit = insertFour(found, limit, b << 2, self, distances, rows, k)
      limits = f32x4.splat(limit)
    }
  }
}

/**
 * The k rows nearest to a row, nearest first; -1 where there are fewer.
 *
 * @param count   blocks to search
 * @param query   its first number; the others follow 16 bytes apart, as in a block
 * @param weight  of the query
 * @param self    a row to leave out, or -1
 */
export function nearestToRow(
  mode: i32, blocks: usize, weights: usize, count: i32, dimension: i32,
  query: usize, weight: f32, self: i32, k: i32, distances: usize, rows: usize,
): void {
  if (mode == SQUARES) nearestToRowBy(SQUARES, blocks, weights, count, dimension, query, weight, self, k, distances, rows)
  else if (mode == ABSOLUTES) nearestToRowBy(ABSOLUTES, blocks, weights, count, dimension, query, weight, self, k, distances, rows)
  else if (mode == SPREAD) nearestToRowBy(SPREAD, blocks, weights, count, dimension, query, weight, self, k, distances, rows)
  else nearestToRowBy(WARD, blocks, weights, count, dimension, query, weight, self, k, distances, rows)
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
  mode: i32, blocks: usize, weights: usize, dimension: i32, self: i32,
  k: i32, distances: usize, rows: usize, limits: usize,
): void {
  const queries = blocks + (<usize>self * <usize>dimension << 4)
  const ownWeights = weights + (<usize>self << 4)
  const n0 = v128.load32_splat(ownWeights)
  const n1 = v128.load32_splat(ownWeights, 4)
  const n2 = v128.load32_splat(ownWeights, 8)
  const n3 = v128.load32_splat(ownWeights, 12)
  const first = self << 2
  const ownLimits = limits + (<usize>first << 2)
  let block = blocks
  for (let b = 0; b <= self; b++) {
    let s0 = f32x4.splat(0)
    let s1 = s0, s2 = s0, s3 = s0
    let query = queries
    for (let d = 0; d < dimension; d++) {
      const values = v128.load(block)
      s0 = term(mode, s0, values, v128.load32_splat(query))
      s1 = term(mode, s1, values, v128.load32_splat(query, 4))
      s2 = term(mode, s2, values, v128.load32_splat(query, 8))
      s3 = term(mode, s3, values, v128.load32_splat(query, 12))
      block += 16
      query += 16
    }
    const row = b << 2
    const all = v128.load(weights + (<usize>b << 4))
    if (b < self) {
      const limit = v128.load(limits + (<usize>b << 4))
      const q0 = weighed(mode, s0, n0, all)
      const q1 = weighed(mode, s1, n1, all)
      const q2 = weighed(mode, s2, n2, all)
      const q3 = weighed(mode, s3, n3, all)
      const near = v128.or(
        v128.or(f32x4.lt(q0, limit), f32x4.lt(q1, limit)),
        v128.or(f32x4.lt(q2, limit), f32x4.lt(q3, limit)),
      )
      if (v128.any_true(near)) {
        insertQuery(q0, first, row, k, distances, rows, limits)
        insertQuery(q1, first + 1, row, k, distances, rows, limits)
        insertQuery(q2, first + 2, row, k, distances, rows, limits)
        insertQuery(q3, first + 3, row, k, distances, rows, limits)
      }
    }
    s0 = weighed(mode, s0, all, n0)
    s1 = weighed(mode, s1, all, n1)
    s2 = weighed(mode, s2, all, n2)
    s3 = weighed(mode, s3, all, n3)
    const near = v128.or(
      v128.or(f32x4.lt(s0, v128.load32_splat(ownLimits)), f32x4.lt(s1, v128.load32_splat(ownLimits, 4))),
      v128.or(f32x4.lt(s2, v128.load32_splat(ownLimits, 8)), f32x4.lt(s3, v128.load32_splat(ownLimits, 12))),
    )
    if (v128.any_true(near)) {
      insertRows(s0, first, row, k, distances, rows, limits)
      insertRows(s1, first + 1, row, k, distances, rows, limits)
      insertRows(s2, first + 2, row, k, distances, rows, limits)
      insertRows(s3, first + 3, row, k, distances, rows, limits)
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
  mode: i32, blocks: usize, weights: usize, dimension: i32, self: i32,
  k: i32, distances: usize, rows: usize, limits: usize,
): void {
  if (mode == SQUARES) nearestInPairsBy(SQUARES, blocks, weights, dimension, self, k, distances, rows, limits)
  else if (mode == ABSOLUTES) nearestInPairsBy(ABSOLUTES, blocks, weights, dimension, self, k, distances, rows, limits)
  else if (mode == SPREAD) nearestInPairsBy(SPREAD, blocks, weights, dimension, self, k, distances, rows, limits)
  else nearestInPairsBy(WARD, blocks, weights, dimension, self, k, distances, rows, limits)
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
  mode: i32, blocks: usize, weights: usize, count: i32, dimension: i32,
  query: usize, weight: f32, limit: f32, rows: usize, capacity: i32,
): i32 {
  const own = f32x4.splat(weight)
  const limits = f32x4.splat(limit)
  let block = blocks
  let found = 0
  for (let b = 0; b < count; b++) {
    let sum = f32x4.splat(0)
    let other = query
    for (let d = 0; d < dimension; d++) {
      sum = term(mode, sum, v128.load(block), v128.load32_splat(other))
      block += 16
      other += 16
    }
    let near = i32x4.bitmask(f32x4.le(weighed(mode, sum, v128.load(weights + (<usize>b << 4)), own), limits))
    for (; near != 0; near &= near - 1) {
      if (found < capacity) store<i32>(rows + (<usize>found << 2), (b << 2) + ctz(near))
      found++
    }
  }
  return found
}

/** The rows no farther than `limit` from a row, itself included, in order. @returns how many; only `capacity` are written */
export function rowsWithin(
  mode: i32, blocks: usize, weights: usize, count: i32, dimension: i32,
  query: usize, weight: f32, limit: f32, rows: usize, capacity: i32,
): i32 {
  if (mode == SQUARES) return rowsWithinBy(SQUARES, blocks, weights, count, dimension, query, weight, limit, rows, capacity)
  if (mode == ABSOLUTES) return rowsWithinBy(ABSOLUTES, blocks, weights, count, dimension, query, weight, limit, rows, capacity)
  if (mode == SPREAD) return rowsWithinBy(SPREAD, blocks, weights, count, dimension, query, weight, limit, rows, capacity)
  return rowsWithinBy(WARD, blocks, weights, count, dimension, query, weight, limit, rows, capacity)
}

// @ts-ignore: decorator
@inline
function rowsWithinLimitsBy(
  mode: i32, blocks: usize, count: i32, dimension: i32, query: usize, limits: usize, rows: usize,
): i32 {
  let block = blocks
  let found = 0
  for (let b = 0; b < count; b++) {
    let sum = f32x4.splat(0)
    let other = query
    for (let d = 0; d < dimension; d++) {
      sum = term(mode, sum, v128.load(block), v128.load32_splat(other))
      block += 16
      other += 16
    }
    let near = i32x4.bitmask(f32x4.le(sum, v128.load(limits + (<usize>b << 4))))
    for (; near != 0; near &= near - 1) {
      store<i32>(rows + (<usize>found << 2), (b << 2) + ctz(near))
      found++
    }
  }
  return found
}

/** The rows no farther from a row than a limit of their own (1 float32 a row), in order; SQUARES or ABSOLUTES. @returns how many */
export function rowsWithinLimits(
  mode: i32, blocks: usize, count: i32, dimension: i32, query: usize, limits: usize, rows: usize,
): i32 {
  if (mode == SQUARES) return rowsWithinLimitsBy(SQUARES, blocks, count, dimension, query, limits, rows)
  return rowsWithinLimitsBy(ABSOLUTES, blocks, count, dimension, query, limits, rows)
}
