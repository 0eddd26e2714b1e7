// Distances of all pairs of rows and complete linkage on them, in WebAssembly SIMD. Written in AssemblyScript, built by
// scripts/buildWasm.js. Pairs lie in tiles of 4 x 4 float32 as ../../pairTiles.ts says: pair i > j in tile (i / 4, j / 4).
//
// A place is a row or the group that took its place. `dead` has a float32 for each place: 0, or Infinity where no group is left.

/** Half the sum of squared differences; see rowDistance. */
const COSINE = 0
const L1 = 1
const EUCLIDEAN = 2

// @ts-ignore: decorator
@inline
function tile(pairs: usize, i: i32, j: i32): usize {
  return pairs + ((((<usize>i * <usize>(i + 1)) >> 1) + <usize>j) << 6)
}

// @ts-ignore: decorator
@inline
function term(metric: i32, sum: v128, a: v128, b: v128): v128 {
  const difference = f64x2.sub(a, b)
  if (metric == L1) return f64x2.add(sum, f64x2.abs(difference))
  return f64x2.add(sum, f64x2.mul(difference, difference))
}

/** Writes four distances, rounded to single precision only here. */
// @ts-ignore: decorator
@inline
function storeFour(metric: i32, at: usize, low: v128, high: v128): void {
  if (metric == COSINE) {
    const half = f64x2.splat(0.5)
    low = f64x2.mul(low, half)
    high = f64x2.mul(high, half)
  } else if (metric == EUCLIDEAN) {
    low = f64x2.sqrt(low)
    high = f64x2.sqrt(high)
  }
  v128.store(at, i64x2.shuffle(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2))
}

// @ts-ignore: decorator
@inline
function fillTilesBy(metric: i32, blocks: usize, dimension: i32, i: i32, pairs: usize): void {
  const stride = <usize>dimension << 5
  const zero = f64x2.splat(0)
  let block = blocks
  for (let j = 0; j <= i; j++) {
    let query = blocks + <usize>i * stride
    let a0 = zero, b0 = zero, a1 = zero, b1 = zero, a2 = zero, b2 = zero, a3 = zero, b3 = zero
    for (let d = 0; d < dimension; d++) {
      const low = v128.load(block)
      const high = v128.load(block, 16)
      let value = v128.load64_splat(query)
      a0 = term(metric, a0, value, low)
      b0 = term(metric, b0, value, high)
      value = v128.load64_splat(query, 8)
      a1 = term(metric, a1, value, low)
      b1 = term(metric, b1, value, high)
      value = v128.load64_splat(query, 16)
      a2 = term(metric, a2, value, low)
      b2 = term(metric, b2, value, high)
      value = v128.load64_splat(query, 24)
      a3 = term(metric, a3, value, low)
      b3 = term(metric, b3, value, high)
      block += 32
      query += 32
    }
    const at = tile(pairs, i, j)
    storeFour(metric, at, a0, b0)
    storeFour(metric, at + 16, a1, b1)
    storeFour(metric, at + 32, a2, b2)
    storeFour(metric, at + 48, a3, b3)
  }
}

/**
 * Writes the distances of the rows of block i to all rows before them, and to each other.
 *
 * @param blocks  rows in float64, four by four: number 0 of the four, then number 1 of the four, and so on
 */
export function fillTiles(metric: i32, blocks: usize, dimension: i32, i: i32, pairs: usize): void {
  if (metric == COSINE) fillTilesBy(COSINE, blocks, dimension, i, pairs)
  else if (metric == L1) fillTilesBy(L1, blocks, dimension, i, pairs)
  else fillTilesBy(EUCLIDEAN, blocks, dimension, i, pairs)
}

/** Distances of a place to places 4 j ... 4 j + 3; the distance to itself is Infinity. */
// @ts-ignore: decorator
@inline
function loadFour(pairs: usize, place: i32, j: i32): v128 {
  const i = place >> 2
  const lane = <usize>(place & 3)
  if (j < i) return v128.load(tile(pairs, i, j) + (lane << 4))
  const at = tile(pairs, j, i) + (lane << 2)
  let column = v128.load32_zero(at)
  column = v128.load32_lane(at, column, 1, 16)
  column = v128.load32_lane(at, column, 2, 32)
  column = v128.load32_lane(at, column, 3, 48)
  if (j > i) return column
  // In the tile on the diagonal only pairs with i > j have a meaning: the distances to later places come from the
  // column.
  const row = v128.load(tile(pairs, i, i) + (lane << 4))
  const lanes = i32x4(0, 1, 2, 3)
  const own = i32x4.splat(<i32>lane)
  const merged = v128.bitselect(row, column, i32x4.lt_s(lanes, own))
  return v128.bitselect(f32x4.splat(Infinity), merged, i32x4.eq(lanes, own))
}

/** Writes four distances to where loadFour reads them. */
// @ts-ignore: decorator
@inline
function storeLanes(pairs: usize, place: i32, j: i32, values: v128): void {
  const i = place >> 2
  const lane = <usize>(place & 3)
  if (j < i) {
    v128.store(tile(pairs, i, j) + (lane << 4), values)
    return
  }
  if (j > i) {
    const at = tile(pairs, j, i) + (lane << 2)
    v128.store32_lane(at, values, 0)
    v128.store32_lane(at, values, 1, 16)
    v128.store32_lane(at, values, 2, 32)
    v128.store32_lane(at, values, 3, 48)
    return
  }
  const row = tile(pairs, i, i) + (lane << 4)
  const column = tile(pairs, i, i) + (lane << 2)
  if (lane > 0) v128.store32_lane(row, values, 0)
  if (lane > 1) v128.store32_lane(row, values, 1, 4)
  if (lane > 2) v128.store32_lane(row, values, 2, 8)
  if (lane < 1) v128.store32_lane(column, values, 1, 16)
  if (lane < 2) v128.store32_lane(column, values, 2, 32)
  if (lane < 3) v128.store32_lane(column, values, 3, 48)
}

/** The place of the least of four running minima; of equal ones the first, -1 where none is below Infinity. */
function firstLeast(least: v128, places: v128): i32 {
  let best = f32x4.extract_lane(least, 0)
  let place = i32x4.extract_lane(places, 0)
  let value = f32x4.extract_lane(least, 1)
  let other = i32x4.extract_lane(places, 1)
  if (value < best || (value == best && other < place)) { best = value; place = other }
  value = f32x4.extract_lane(least, 2)
  other = i32x4.extract_lane(places, 2)
  if (value < best || (value == best && other < place)) { best = value; place = other }
  value = f32x4.extract_lane(least, 3)
  other = i32x4.extract_lane(places, 3)
  if (value < best || (value == best && other < place)) { best = value; place = other }
  return best < Infinity ? place : -1
}

/** The place nearest to a place; of equally near ones the first. @param tiles  tiles on the diagonal */
export function nearestPlace(pairs: usize, dead: usize, tiles: i32, place: i32): i32 {
  let least = f32x4.splat(Infinity)
  let places = i32x4.splat(-1)
  let lanes = i32x4(0, 1, 2, 3)
  for (let j = 0; j < tiles; j++) {
    const distances = f32x4.max(loadFour(pairs, place, j), v128.load(dead + (<usize>j << 4)))
    const nearer = f32x4.lt(distances, least)
    least = v128.bitselect(distances, least, nearer)
    places = v128.bitselect(lanes, places, nearer)
    lanes = i32x4.add(lanes, i32x4.splat(4))
  }
  return firstLeast(least, places)
}

/**
 * Sets the distance of `kept` to every other place to the larger of its own and that of `gone`.
 * @returns the place that is nearest to it then, as nearestPlace
 */
export function joinComplete(pairs: usize, dead: usize, tiles: i32, kept: i32, gone: i32): i32 {
  store<f32>(dead + (<usize>gone << 2), Infinity)
  let least = f32x4.splat(Infinity)
  let places = i32x4.splat(-1)
  let lanes = i32x4(0, 1, 2, 3)
  for (let j = 0; j < tiles; j++) {
    const before = loadFour(pairs, kept, j)
    const larger = f32x4.max(before, loadFour(pairs, gone, j))
    if (v128.any_true(f32x4.ne(before, larger))) storeLanes(pairs, kept, j, larger)
    const distances = f32x4.max(larger, v128.load(dead + (<usize>j << 4)))
    const nearer = f32x4.lt(distances, least)
    least = v128.bitselect(distances, least, nearer)
    places = v128.bitselect(lanes, places, nearer)
    lanes = i32x4.add(lanes, i32x4.splat(4))
  }
  return firstLeast(least, places)
}
