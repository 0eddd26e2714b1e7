// Finds the rows and pairs within a distance; rows.ts says how rows lie in memory.
import { STRETCH } from '../../rows/stretch'
import { ABSOLUTES, factor, SPREAD, SQUARES, sumOf, term, WARD, weighed } from './rows'

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
      let near = i32x4.bitmask(f32x4.le(weighed(mode, sum, by), limits))
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

/**
 * Finds the rows no farther than `limit` from a row, itself included, in order.
 * @returns how many there are; only `capacity` of them are written
 */
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

/**
 * Finds the rows that are no farther from a row than the limit of each (1 float32 a row), in order; mode SQUARES or
 * ABSOLUTES.
 * @returns how many there are
 */
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
      // Written out here as in nearestInPairs, because a function can not return four vectors.
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
 * Finds the pairs of rows of block `self` with later rows, up to block `end`, that are no farther apart than `limit`;
 * mode SQUARES or ABSOLUTES.
 * @returns how many there are; only `capacity` are written, two int32 each
 */
export function pairsWithin(
  mode: i32, blocks: usize, slab: usize, dimension: i32, self: i32, end: i32, limit: f32, pairs: usize, capacity: i32,
): i32 {
  if (mode == SQUARES) return pairsWithinBy(SQUARES, blocks, slab, dimension, self, end, limit, pairs, capacity)
  return pairsWithinBy(ABSOLUTES, blocks, slab, dimension, self, end, limit, pairs, capacity)
}
