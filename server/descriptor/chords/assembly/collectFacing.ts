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
/** View and place as one number, the form in which a doubt is written. */
let number: u32 = 0
let radiusOfOuter: f64 = 0

/**
 * Counts the first hits of a view into the histograms.
 *
 * @param half        float32 by place of the picture: half length of the chord, rounded down
 * @param x, y        float32 by place of the picture: its coordinates; xLow, yLow hold what rounding to float32 cut
 *   off
 * @param nearest     as drawFacing
 * @param outerRadius of the sphere of the lattice, in radii of the mesh's bounding sphere
 * @param doubtsAt    where (view << 16 | place) uint32 is written for each place in doubt
 * @returns           address of the end of the doubts
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
  const misses = histograms + HITS
  const intervals = f32x4.splat(<f32>FINEST_INTERVALS), radius = f32x4.splat(<f32>(outerRadius * FINEST_INTERVALS))
  const zero = f32x4.splat(0), halves = f32x4.splat(0.5)
  const most = f32x4.splat(<f32>0.5 - ROUNDING), leastCenter = f32x4.splat(LEAST_CENTER)
  number = view << 16
  let place = 0
  for (; place <= places - 4; place += 4, half += 16, nearest += 32, number += 4) {
    const h = v128.load(half)
    const inverse = single(nearest)
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
    const outer = f32x4.sub(f32x4.mul(way, intervals), halves), center = fromCenter(way, h, radius)
    const outerAt = rounded(outer), centerAt = rounded(center)
    const off = f32x4.pmax(offBy(outer, outerAt), offBy(center, centerAt))
    const sure = i32x4.bitmask(v128.and(f32x4.lt(off, most), f32x4.gt(center, leastCenter)))
    const cells = cellsOf(centerAt, outerAt)
    if ((sure & hit) == 15) countFour(cells, histograms)
    else {
      collectLane(hit & sure & 1, i32x4.extract_lane(cells, 0), half, nearest, histograms)
      collectLane(hit & sure & 2, i32x4.extract_lane(cells, 1), half + 4, nearest + 8, histograms)
      collectLane(hit & sure & 4, i32x4.extract_lane(cells, 2), half + 8, nearest + 16, histograms)
      collectLane(hit & sure & 8, i32x4.extract_lane(cells, 3), half + 12, nearest + 24, histograms)
      number -= 4
    }
  }
  for (; place < places; place++, half += 4, nearest += 8) collectOne(half, nearest, histograms)
  return doubts
}

// @ts-ignore: decorator
@inline
function collectLane(isSure: i32, bits: u32, half: usize, nearest: usize, histograms: usize): void {
  if (isSure) {
    count(histograms, cellOf(bits))
    number++
  } else collectOne(half, nearest, histograms)
}

/** Does for one place in double precision what collectFacing does for four in float32. */
function collectOne(at: usize, nearest: usize, histograms: usize): void {
  const inverse = load<f64>(nearest)
  if (inverse == 0) {
    number++
    count(histograms + HITS, interval(<f64>load<f32>(at)))
    return
  }
  if (inverse == DOUBTED) return doubt()
  const px = <f64>load<f32>(at + fromX) + <f64>load<f32>(at + fromXLow)
  const py = <f64>load<f32>(at + fromY) + <f64>load<f32>(at + fromYLow)
  const stretch = sqrt(1 + px * px + py * py) / 2
  const way = stretch / inverse
  const cell = sureCell(way, 1 / (2 * stretch), way * WAY_DOUBT, radiusOfOuter)
  if (cell < 0) return doubt()
  number++
  count(histograms, cell)
}

function doubt(): void {
  store<u32>(doubts, number++)
  doubts += 4
}
