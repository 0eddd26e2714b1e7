import { DOUBTED } from './drawFacing'

export const FINEST_INTERVALS: f64 = 128
/** Bytes of hits by concentric and outer interval: 128 x 128 uint32. */
export const HITS: usize = 65_536
/** Bytes of the misses of a lane: 128 uint32. */
export const MISSES: usize = 512

/** Bytes that collectFacing counts in: hits of four lanes, then their misses. */
export function facingHistogramBytes(): usize {
  return 4 * (HITS + MISSES)
}

/** In intervals: float32 is off by less, from the concentric interval LEAST_CENTER on. */
export const ROUNDING: f32 = 1e-3
export const LEAST_CENTER: f32 = 16
/** Share by which drawFacing's ways may differ from the present ones. */
export const WAY_DOUBT: f64 = 4e-7
/** What that neglects. */
export const POWER_DOUBT: f64 = 1e-11

let doubts: usize = 0
/** From the half length of a place's chord to its coordinates. */
let fromX: usize = 0
let fromY: usize = 0
let fromXLow: usize = 0
let fromYLow: usize = 0
/** View and place: what a doubt is written as. */
let number: u32 = 0
let radiusOfOuter: f64 = 0

// @ts-ignore: decorator
@inline
export function count(histogram: usize, interval: u32): void {
  const at = histogram + (<usize>interval << 2)
  store<u32>(at, load<u32>(at) + 1)
}

/** 1.5 * 2^23: what is added to it is rounded to an integer, which its last bits hold. */
export const INTEGERS: f32 = 12_582_912

/**
 * Sorts the first hits of a view into the histograms.
 *
 * @param half        float32 by place of the picture: half length of the chord, rounded down
 * @param x, y        float32 by place of the picture: its coordinates, and what they lack (xLow, yLow)
 * @param nearest     as drawFacing
 * @param outerRadius of the sphere of the lattice, in radii of the mesh's bounding sphere
 * @param doubtsAt    gets (view << 16 | place) uint32 of what is in doubt
 * @returns           end of the doubts
 */
export function collectFacing(
  half: usize, x: usize, y: usize, xLow: usize, yLow: usize, places: i32, nearest: usize, outerRadius: f64, histograms: usize, view: u32, doubtsAt: usize,
): usize {
  doubts = doubtsAt
  fromX = x - half
  fromY = y - half
  fromXLow = xLow - half
  fromYLow = yLow - half
  radiusOfOuter = outerRadius
  const misses = histograms + 4 * HITS
  const intervals = f32x4.splat(<f32>FINEST_INTERVALS), radius = f32x4.splat(<f32>(outerRadius * FINEST_INTERVALS))
  const zero = f32x4.splat(0), one = f32x4.splat(1), halves = f32x4.splat(0.5), integers = f32x4.splat(INTEGERS)
  const most = f32x4.splat(<f32>0.5 - ROUNDING), leastCenter = f32x4.splat(LEAST_CENTER)
  number = view << 16
  let place = 0
  for (; place <= places - 4; place += 4, half += 16, nearest += 32, number += 4) {
    const h = v128.load(half)
    const inverse = v128.shuffle<i32>(
      f32x4.demote_f64x2_zero(v128.load(nearest)), f32x4.demote_f64x2_zero(v128.load(nearest, 16)), 0, 1, 4, 5,
    )
    const hit = i32x4.bitmask(f32x4.gt(inverse, zero))
    if (hit == 0) {
      const missed = i32x4.trunc_sat_f32x4_u(f32x4.mul(h, intervals))
      const low = i64x2.extract_lane(missed, 0), high = i64x2.extract_lane(missed, 1)
      count(misses, <u32>low & 127)
      count(misses + MISSES, <u32>(low >> 32) & 127)
      count(misses + 2 * MISSES, <u32>high & 127)
      count(misses + 3 * MISSES, <u32>(high >> 32) & 127)
      continue
    }
    const way = f32x4.div(halves, f32x4.mul(h, inverse))
    const twice = f32x4.add(way, way)
    const power = f32x4.sub(one, f32x4.mul(f32x4.add(twice, twice), f32x4.sub(h, way)))
    const outer = f32x4.sub(f32x4.mul(way, intervals), halves)
    const center = f32x4.sub(f32x4.mul(radius, f32x4.sqrt(f32x4.pmax(zero, power))), halves)
    const outerInterval = f32x4.sub(f32x4.add(outer, integers), integers)
    const centerInterval = f32x4.sub(f32x4.add(center, integers), integers)
    const off = f32x4.pmax(f32x4.abs(f32x4.sub(outer, outerInterval)), f32x4.abs(f32x4.sub(center, centerInterval)))
    const sure = i32x4.bitmask(v128.and(f32x4.lt(off, most), f32x4.gt(center, leastCenter)))
    const both = f32x4.add(f32x4.add(f32x4.mul(centerInterval, intervals), outerInterval), integers)
    if ((sure & hit) == 15) {
      const low = i64x2.extract_lane(both, 0), high = i64x2.extract_lane(both, 1)
      count(histograms, <u32>low & 16_383)
      count(histograms + HITS, <u32>(low >> 32) & 16_383)
      count(histograms + 2 * HITS, <u32>high & 16_383)
      count(histograms + 3 * HITS, <u32>(high >> 32) & 16_383)
    } else {
      collectLane(hit & sure & 1, i32x4.extract_lane(both, 0), half, nearest, histograms)
      collectLane(hit & sure & 2, i32x4.extract_lane(both, 1), half + 4, nearest + 8, histograms)
      collectLane(hit & sure & 4, i32x4.extract_lane(both, 2), half + 8, nearest + 16, histograms)
      collectLane(hit & sure & 8, i32x4.extract_lane(both, 3), half + 12, nearest + 24, histograms)
      number -= 4
    }
  }
  for (; place < places; place++, half += 4, nearest += 8) collectOne(half, nearest, histograms)
  return doubts
}

// @ts-ignore: decorator
@inline
function collectLane(isSure: i32, both: u32, half: usize, nearest: usize, histograms: usize): void {
  if (isSure) {
    count(histograms, both & 16_383)
    number++
  } else collectOne(half, nearest, histograms)
}

/** The same for one place, in double precision. */
function collectOne(at: usize, nearest: usize, histograms: usize): void {
  const inverse = load<f64>(nearest)
  if (inverse == 0) {
    number++
    count(histograms + 4 * HITS, interval(<f64>load<f32>(at)))
    return
  }
  if (inverse == DOUBTED) return doubt()
  const px = <f64>load<f32>(at + fromX) + <f64>load<f32>(at + fromXLow)
  const py = <f64>load<f32>(at + fromY) + <f64>load<f32>(at + fromYLow)
  const stretch = sqrt(1 + px * px + py * py) / 2
  const way = stretch / inverse, beyond = 1 / (2 * stretch) - way
  const outer = interval(way * (1 - WAY_DOUBT))
  const power = 1 - 4 * way * beyond
  const powerDoubt = 4 * WAY_DOUBT * way * abs(beyond - way) + POWER_DOUBT
  const center = interval(radiusOfOuter * sqrt(max(0, power - powerDoubt)))
  if (outer != interval(way * (1 + WAY_DOUBT)) || center != interval(radiusOfOuter * sqrt(max(0, power + powerDoubt))))
    return doubt()
  number++
  count(histograms, (center << 7) | outer)
}

function doubt(): void {
  store<u32>(doubts, number++)
  doubts += 4
}

// @ts-ignore: decorator
@inline
export function interval(value: f64): u32 {
  return min(<u32>(value * FINEST_INTERVALS), 127)
}
