import { DOUBTED } from './drawFacing'
import {
  FINEST_INTERVALS, fromCenter, hitCells, LEAST_CENTER, missCell, missCells, noCells, offBy, rounded, ROUNDING, sureCell, WAY_DOUBT,
} from './hitCells'
import { countLanes, countOne, LANES, single, VECTOR } from './lanes'
import { fetchNext } from './nextPicture'

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
  half: usize, x: usize, y: usize, xLow: usize, yLow: usize, places: u32, nearest: usize, farthest: usize, odd: usize,
  outerRadius: f64, histograms: usize, view: u32, doubtsAt: usize,
): usize {
  doubts = doubtsAt
  fromX = x - half
  fromY = y - half
  fromXLow = xLow - half
  fromYLow = yLow - half
  radiusOfOuter = outerRadius
  const intervals = f32x4.splat(<f32>FINEST_INTERVALS), radius = f32x4.splat(<f32>(outerRadius * FINEST_INTERVALS))
  const zero = f32x4.splat(0), halves = f32x4.splat(0.5)
  const most = f32x4.splat(<f32>0.5 - ROUNDING), leastCenter = f32x4.splat(LEAST_CENTER)
  const start = view << 16
  let place: u32 = 0
  for (; place + LANES <= places; place += LANES, half += VECTOR, nearest += 2 * VECTOR, farthest += 2 * VECTOR, odd += VECTOR) {
    fetchNext(place)
    const h = v128.load(half)
    const near = single(nearest)
    const isHit = f32x4.gt(near, zero)
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
    const isSure = v128.and(f32x4.lt(off, most), f32x4.gt(f32x4.pmin(centerFirst, centerLast), leastCenter))
    const isOpen = v128.andnot(isHit, isSure)
    oddChords += popcnt(i32x4.bitmask(v128.and(v128.and(isHit, isSure), v128.load(odd))))
    const missed = missCells(h), none = noCells()
    const firstAt = v128.bitselect(hitCells(centerFirstAt, outerFirstAt), missed, isHit)
    const lastAt = v128.bitselect(hitCells(centerLastAt, outerLastAt), missed, isHit)
    countLanes(histograms, v128.bitselect(none, firstAt, isOpen))
    countLanes(histograms, v128.bitselect(none, lastAt, isOpen))
    for (let open = <u32>i32x4.bitmask(isOpen); open; open &= open - 1) {
      const lane = ctz(open), at = <usize>lane << 2
      collectOne(half + at, nearest + 2 * at, farthest + 2 * at, odd + at, histograms, start + place + lane)
    }
  }
  for (; place < places; place++, half += 4, nearest += 8, farthest += 8, odd += 4)
    collectOne(half, nearest, farthest, odd, histograms, start + place)
  return doubts
}

/** Does for one place in double precision what collectBothSides does for a vector in float32. */
function collectOne(at: usize, nearest: usize, farthest: usize, odd: usize, histograms: usize, number: u32): void {
  const inverse = load<f64>(nearest)
  if (inverse == 0) {
    const missed = missCell(<f64>load<f32>(at))
    countOne(histograms, missed)
    countOne(histograms, missed)
    return
  }
  if (inverse == DOUBTED) {
    doubt(number)
    return
  }
  const px = <f64>load<f32>(at + fromX) + <f64>load<f32>(at + fromXLow)
  const py = <f64>load<f32>(at + fromY) + <f64>load<f32>(at + fromYLow)
  const stretch = sqrt(1 + px * px + py * py) / 2, chord = 1 / (2 * stretch)
  // Either end has the same share of the chord in doubt.
  const first = stretch / inverse, last = chord - stretch / load<f64>(farthest)
  const firstAt = sureCell(first, chord, first * WAY_DOUBT, radiusOfOuter)
  const lastAt = sureCell(last, chord, (chord - last) * WAY_DOUBT, radiusOfOuter)
  if (firstAt < 0 || lastAt < 0) {
    doubt(number)
    return
  }
  countOne(histograms, firstAt)
  countOne(histograms, lastAt)
  oddChords += load<i32>(odd) & 1
}

/** @param number view and place as one number */
function doubt(number: u32): void {
  store<u32>(doubts, number)
  doubts += 4
}
