import { laneNumbers, LANES } from './lanes'

export const FINEST_INTERVALS: f64 = 128

/**
 * Counters of a picture's chords, uint32: hits by concentric and outer interval, 128 x 128, then misses, 128 for each
 * lane, then one for lanes that are not counted. Hits side by side seldom fall into one cell; misses do, and one
 * counter for all lanes would wait for itself.
 */
const MISSES: u32 = 16_384
const NOWHERE: u32 = MISSES + 128 * LANES

/** Bytes of the counters. */
export function facingHistogramBytes(): u32 {
  return 4 * (NOWHERE + 1)
}

/** In intervals: the rounding of float32 is less than this from the concentric interval LEAST_CENTER on. */
export const ROUNDING: f32 = 1e-3
export const LEAST_CENTER: f32 = 16
/** Largest relative difference between a way computed by drawFacing and one computed here. */
export const WAY_DOUBT: f64 = 4e-7
/** Bound on what WAY_DOUBT neglects. */
const POWER_DOUBT: f64 = 1e-11
/** 1.5 * 2^23: adding it to a float32 rounds the number to an integer, which the last bits of the sum then hold. */
const INTEGERS: f32 = 12_582_912

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

/** Numbers of the counters of hits, from their concentric and outer intervals. */
// @ts-ignore: decorator
@inline
export function hitCells(center: v128, outer: v128): v128 {
  const both = f32x4.add(f32x4.mul(center, f32x4.splat(<f32>FINEST_INTERVALS)), outer)
  return v128.and(f32x4.add(both, f32x4.splat(INTEGERS)), i32x4.splat(MISSES - 1))
}

/** Numbers of the counters of misses, from the half lengths of their chords. */
// @ts-ignore: decorator
@inline
export function missCells(half: v128): v128 {
  const intervals = i32x4.trunc_sat_f32x4_u(f32x4.mul(half, f32x4.splat(<f32>FINEST_INTERVALS)))
  return i32x4.add(intervals, i32x4.add(i32x4.splat(MISSES), i32x4.shl(laneNumbers(), 7)))
}

/** Numbers of the counter that is never read. */
// @ts-ignore: decorator
@inline
export function noCells(): v128 {
  return i32x4.splat(NOWHERE)
}

/** Number of the counter of a miss, from the half length of its chord. */
export function missCell(half: f64): u32 {
  return MISSES + interval(half)
}

/**
 * Number of the counter of a hit in double precision; -1 where it is in doubt.
 *
 * @param way      from the end of the chord that is counted; wayDoubt is its error bound
 * @param chord    half length of the chord
 */
export function sureCell(way: f64, chord: f64, wayDoubt: f64, outerRadius: f64): i32 {
  const outer = interval(max<f64>(0, way - wayDoubt))
  const beyond = chord - way
  const power = 1 - 4 * way * beyond, powerDoubt = 4 * wayDoubt * abs(beyond - way) + POWER_DOUBT
  const center = interval(outerRadius * sqrt(max<f64>(0, power - powerDoubt)))
  if (outer != interval(way + wayDoubt) || center != interval(outerRadius * sqrt(max<f64>(0, power + powerDoubt)))) return -1
  return (center << 7) | outer
}

// @ts-ignore: decorator
@inline
function interval(value: f64): u32 {
  return min<u32>(<u32>(value * FINEST_INTERVALS), 127)
}
