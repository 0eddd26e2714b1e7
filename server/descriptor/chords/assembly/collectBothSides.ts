import { DOUBTED } from './drawFacing'
import {
  cellOf, cellsOf, count, countFour, FINEST_INTERVALS, fromCenter, HITS, interval, LEAST_CENTER, MISSES, offBy, rounded, ROUNDING,
  single, sureCell, WAY_DOUBT,
} from './hitCells'

let doubts: usize = 0
/** Offset from the address of a place's half length to those of its coordinates. */
let fromX: usize = 0
let fromY: usize = 0
let fromXLow: usize = 0
let fromYLow: usize = 0
let radiusOfOuter: f64 = 0
/**
 * Chords that cross the surface an odd number of times, those in doubt left out, since takeOddChords was called last.
 */
let oddChords: i32 = 0

/** Number of chords of odd parity since the last call, those in doubt left out. */
export function takeOddChords(): i32 {
  const taken = oddChords
  oddChords = 0
  return taken
}

/**
 * Counts the first and last hits of a view into the histograms; parameters as collectFacing.
 *
 * @param farthest  as drawBothSides, and odd, too
 * @param histograms facingHistogramBytes; a chord that misses counts twice, once for each end
 */
export function collectBothSides(
  half: usize, x: usize, y: usize, xLow: usize, yLow: usize, places: i32, nearest: usize, farthest: usize, odd: usize,
  outerRadius: f64, histograms: usize, view: u32, doubtsAt: usize,
): usize {
  doubts = doubtsAt
  fromX = x - half
  fromY = y - half
  fromXLow = xLow - half
  fromYLow = yLow - half
  radiusOfOuter = outerRadius
  const misses = histograms + HITS
  const intervals = f32x4.splat(<f32>FINEST_INTERVALS), radius = f32x4.splat(<f32>(outerRadius * FINEST_INTERVALS))
  const zero = f32x4.splat(0), halves = f32x4.splat(0.5)
  const most = f32x4.splat(<f32>0.5 - ROUNDING), leastCenter = f32x4.splat(LEAST_CENTER)
  let number = view << 16
  let place = 0
  for (; place <= places - 4; place += 4, half += 16, nearest += 32, farthest += 32, odd += 16, number += 4) {
    const h = v128.load(half)
    const near = single(nearest)
    const hit = i32x4.bitmask(f32x4.gt(near, zero))
    if (hit == 0) {
      const missed = i32x4.trunc_sat_f32x4_u(f32x4.mul(h, intervals))
      const low = i64x2.extract_lane(missed, 0), high = i64x2.extract_lane(missed, 1)
      countTwice(misses, <u32>low & 127)
      countTwice(misses + MISSES, <u32>(low >> 32) & 127)
      countTwice(misses + 2 * MISSES, <u32>high & 127)
      countTwice(misses + 3 * MISSES, <u32>(high >> 32) & 127)
      continue
    }
    const first = f32x4.div(halves, f32x4.mul(h, near))
    const last = f32x4.sub(h, f32x4.div(halves, f32x4.mul(h, single(farthest))))
    const outerFirst = f32x4.sub(f32x4.mul(first, intervals), halves), outerLast = f32x4.sub(f32x4.mul(last, intervals), halves)
    const centerFirst = fromCenter(first, h, radius), centerLast = fromCenter(last, h, radius)
    const outerFirstAt = rounded(outerFirst), outerLastAt = rounded(outerLast)
    const centerFirstAt = rounded(centerFirst), centerLastAt = rounded(centerLast)
    const off = f32x4.pmax(
      f32x4.pmax(offBy(outerFirst, outerFirstAt), offBy(outerLast, outerLastAt)),
      f32x4.pmax(offBy(centerFirst, centerFirstAt), offBy(centerLast, centerLastAt)),
    )
    const sure = hit & i32x4.bitmask(
      v128.and(f32x4.lt(off, most), f32x4.gt(f32x4.pmin(centerFirst, centerLast), leastCenter)),
    )
    oddChords += popcnt(sure & i32x4.bitmask(v128.load(odd)))
    const firstAt = cellsOf(centerFirstAt, outerFirstAt), lastAt = cellsOf(centerLastAt, outerLastAt)
    if (sure == 15) {
      countFour(firstAt, histograms)
      countFour(lastAt, histograms)
    } else {
      collectLane(sure & 1, i32x4.extract_lane(firstAt, 0), i32x4.extract_lane(lastAt, 0), half, nearest, farthest, odd, histograms, number)
      collectLane(sure & 2, i32x4.extract_lane(firstAt, 1), i32x4.extract_lane(lastAt, 1), half + 4, nearest + 8, farthest + 8, odd + 4, histograms, number + 1)
      collectLane(sure & 4, i32x4.extract_lane(firstAt, 2), i32x4.extract_lane(lastAt, 2), half + 8, nearest + 16, farthest + 16, odd + 8, histograms, number + 2)
      collectLane(sure & 8, i32x4.extract_lane(firstAt, 3), i32x4.extract_lane(lastAt, 3), half + 12, nearest + 24, farthest + 24, odd + 12, histograms, number + 3)
    }
  }
  for (; place < places; place++, half += 4, nearest += 8, farthest += 8, odd += 4, number++)
    collectOne(half, nearest, farthest, odd, histograms, number)
  return doubts
}

// @ts-ignore: decorator
@inline
function countTwice(histogram: usize, interval: u32): void {
  const at = histogram + (<usize>interval << 2)
  store<u32>(at, load<u32>(at) + 2)
}

// @ts-ignore: decorator
@inline
function collectLane(
  isSure: i32, first: u32, last: u32, half: usize, nearest: usize, farthest: usize, odd: usize, histograms: usize, number: u32,
): void {
  if (isSure) {
    count(histograms, cellOf(first))
    count(histograms, cellOf(last))
  } else collectOne(half, nearest, farthest, odd, histograms, number)
}

/** Does for one place in double precision what collectBothSides does for four in float32. */
function collectOne(at: usize, nearest: usize, farthest: usize, odd: usize, histograms: usize, number: u32): void {
  const inverse = load<f64>(nearest)
  if (inverse == 0) {
    countTwice(histograms + HITS, interval(<f64>load<f32>(at)))
    return
  }
  if (inverse == DOUBTED) return doubt(number)
  const px = <f64>load<f32>(at + fromX) + <f64>load<f32>(at + fromXLow)
  const py = <f64>load<f32>(at + fromY) + <f64>load<f32>(at + fromYLow)
  const stretch = sqrt(1 + px * px + py * py) / 2, chord = 1 / (2 * stretch)
  // Either end has the same share of the chord in doubt.
  const first = stretch / inverse, last = chord - stretch / load<f64>(farthest)
  const firstAt = sureCell(first, chord, first * WAY_DOUBT, radiusOfOuter)
  const lastAt = sureCell(last, chord, (chord - last) * WAY_DOUBT, radiusOfOuter)
  if (firstAt < 0 || lastAt < 0) return doubt(number)
  count(histograms, firstAt)
  count(histograms, lastAt)
  oddChords += load<i32>(odd) & 1
}

function doubt(number: u32): void {
  store<u32>(doubts, number)
  doubts += 4
}
