export const FINEST_INTERVALS: f64 = 128
/** Bytes of a histogram of hits by concentric and outer interval: 128 x 128 uint32. */
export const HITS: usize = 65_536
/** Bytes of a lane's histogram of misses: 128 uint32. */
export const MISSES: usize = 512

/**
 * Bytes of the histograms: hits of all lanes, then misses by lane. Hits side by side seldom fall into one cell; misses
 * do, and one counter for all lanes would wait for itself.
 */
export function facingHistogramBytes(): usize {
  return HITS + 4 * MISSES
}

/** In intervals: the rounding of float32 is less than this from the concentric interval LEAST_CENTER on. */
export const ROUNDING: f32 = 1e-3
export const LEAST_CENTER: f32 = 16
/** Largest relative difference between a way computed by drawFacing and one computed here. */
export const WAY_DOUBT: f64 = 4e-7
/** Bound on what WAY_DOUBT neglects. */
const POWER_DOUBT: f64 = 1e-11
/** 1.5 * 2^23: adding it to a float32 rounds the number to an integer, which the last bits of the sum then hold. */
export const INTEGERS: f32 = 12_582_912

// @ts-ignore: decorator
@inline
export function count(histogram: usize, interval: u32): void {
  const at = histogram + (<usize>interval << 2)
  store<u32>(at, load<u32>(at) + 1)
}

/** Counts four hits. @param cells as cellsOf */
// @ts-ignore: decorator
@inline
export function countFour(cells: v128, histograms: usize): void {
  const low = i64x2.extract_lane(cells, 0), high = i64x2.extract_lane(cells, 1)
  count(histograms, cellOf(<u32>low))
  count(histograms, cellOf(<u32>(low >> 32)))
  count(histograms, cellOf(<u32>high))
  count(histograms, cellOf(<u32>(high >> 32)))
}

/** Concentric and outer interval as one number, from the bits of a float32 that INTEGERS was added to. */
// @ts-ignore: decorator
@inline
export function cellOf(bits: u32): u32 {
  return bits & 16_383
}

/** Rounds four float64 to float32. */
// @ts-ignore: decorator
@inline
export function single(at: usize): v128 {
  return v128.shuffle<i32>(
    f32x4.demote_f64x2_zero(v128.load(at)), f32x4.demote_f64x2_zero(v128.load(at, 16)), 0, 1, 4, 5,
  )
}

/** Distance from the center of a point at this way along a chord, in intervals less a half. */
// @ts-ignore: decorator
@inline
export function fromCenter(way: v128, half: v128, radius: v128): v128 {
  const twice = f32x4.add(way, way)
  const power = f32x4.sub(f32x4.splat(1), f32x4.mul(f32x4.add(twice, twice), f32x4.sub(half, way)))
  return f32x4.sub(f32x4.mul(radius, f32x4.sqrt(f32x4.pmax(f32x4.splat(0), power))), f32x4.splat(0.5))
}

/** The nearest integers. */
// @ts-ignore: decorator
@inline
export function rounded(values: v128): v128 {
  return f32x4.sub(f32x4.add(values, f32x4.splat(INTEGERS)), f32x4.splat(INTEGERS))
}

/** By how much values differ from integers. */
// @ts-ignore: decorator
@inline
export function offBy(values: v128, integers: v128): v128 {
  return f32x4.abs(f32x4.sub(values, integers))
}

/** The concentric and outer interval of each of four hits as one number, for countFour. */
// @ts-ignore: decorator
@inline
export function cellsOf(center: v128, outer: v128): v128 {
  const both = f32x4.add(f32x4.mul(center, f32x4.splat(<f32>FINEST_INTERVALS)), outer)
  return f32x4.add(both, f32x4.splat(INTEGERS))
}

/**
 * The cell of a hit in double precision; -1 where it is in doubt.
 *
 * @param way      from the end of the chord that is counted; wayDoubt is its error bound
 * @param chord    half length of the chord
 */
export function sureCell(way: f64, chord: f64, wayDoubt: f64, outerRadius: f64): i32 {
  const outer = interval(max(0, way - wayDoubt))
  const beyond = chord - way
  const power = 1 - 4 * way * beyond, powerDoubt = 4 * wayDoubt * abs(beyond - way) + POWER_DOUBT
  const center = interval(outerRadius * sqrt(max(0, power - powerDoubt)))
  if (outer != interval(way + wayDoubt) || center != interval(outerRadius * sqrt(max(0, power + powerDoubt)))) return -1
  return (center << 7) | outer
}

// @ts-ignore: decorator
@inline
export function interval(value: f64): u32 {
  return min(<u32>(value * FINEST_INTERVALS), 127)
}
