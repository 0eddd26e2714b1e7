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
  half: usize, x: usize, y: usize, xLow: usize, yLow: usize, places: u32, nearest: usize, outerRadius: f64, histograms: usize, view: u32, doubtsAt: usize,
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
  const first = view << 16
  let place: u32 = 0
  // Whether a place is hit can not be predicted, so no step branches on it.
  for (; place + LANES <= places; place += LANES, half += VECTOR, nearest += 2 * VECTOR) {
    fetchNext(place)
    const h = v128.load(half)
    const inverse = single(nearest)
    const isHit = f32x4.gt(inverse, zero)
    const way = f32x4.div(halves, f32x4.mul(h, inverse))
    const outer = f32x4.sub(f32x4.mul(way, intervals), halves), center = fromCenter(way, h, radius)
    const outerAt = rounded(outer), centerAt = rounded(center)
    const off = f32x4.pmax(offBy(outer, outerAt), offBy(center, centerAt))
    const isSure = v128.and(f32x4.lt(off, most), f32x4.gt(center, leastCenter))
    const cells = v128.bitselect(hitCells(centerAt, outerAt), missCells(h), isHit)
    const isOpen = v128.andnot(isHit, isSure)
    countLanes(histograms, v128.bitselect(noCells(), cells, isOpen))
    for (let open = <u32>i32x4.bitmask(isOpen); open; open &= open - 1) {
      const lane = ctz(open)
      collectOne(half + (<usize>lane << 2), nearest + (<usize>lane << 3), histograms, first + place + lane)
    }
  }
  for (; place < places; place++, half += 4, nearest += 8) collectOne(half, nearest, histograms, first + place)
  return doubts
}

/** Does for one place in double precision what collectFacing does for a vector in float32. */
function collectOne(at: usize, nearest: usize, histograms: usize, number: u32): void {
  const inverse = load<f64>(nearest)
  if (inverse == 0) {
    countOne(histograms, missCell(<f64>load<f32>(at)))
    return
  }
  if (inverse == DOUBTED) {
    doubt(number)
    return
  }
  const px = <f64>load<f32>(at + fromX) + <f64>load<f32>(at + fromXLow)
  const py = <f64>load<f32>(at + fromY) + <f64>load<f32>(at + fromYLow)
  const stretch = sqrt(1 + px * px + py * py) / 2
  const way = stretch / inverse
  const cell = sureCell(way, 1 / (2 * stretch), way * WAY_DOUBT, radiusOfOuter)
  if (cell < 0) doubt(number)
  else countOne(histograms, cell)
}

/** @param number view and place as one number */
function doubt(number: u32): void {
  store<u32>(doubts, number)
  doubts += 4
}
