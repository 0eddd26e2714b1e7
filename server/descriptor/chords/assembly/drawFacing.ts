import { listAll, listFacing, pictureGroup, PICTURED, planeOf } from './facingGroups'
import { LANES, lanesOfBits, upperHalf, VECTOR } from './lanes'

const FRAME: usize = 48
/** Groups whose pictures are computed before their triangles are drawn: half of a level-1 cache. */
const BATCH: u32 = 256 / LANES
/** Bytes of a span of places that a triangle may cover: first, end uint16, its number uint32, address of its lane usize. */
const SPAN: usize = 16
/** Spans that are collected before their points are tested; one triangle's rows may be added on top. */
const SPANS: usize = 1024
const MOST_ROWS: usize = 4 * 128
/**
 * Bytes of a meeting (LANES places that a triangle may cover): first of these places uint16, bits of those hit and of
 * those unsure uint8, number of the triangle uint32.
 */
const MEETING: usize = 8
const MEETINGS: usize = 1024
const MOST_IN_SPAN: usize = 1024

/** Bytes that drawFacing works in. */
export function facingWorkBytes(count: u32): u32 {
  return <u32>(
    FRAME + <usize>BATCH * PICTURED + (SPANS + MOST_ROWS) * SPAN + (MEETINGS + MOST_IN_SPAN) * MEETING +
    <usize>(count / LANES + 2) * 4
  )
}

/**
 * Margin in cells: cells are computed in float32, which rounds a slope by less than 3e-5, and that is less than this
 * many cells.
 */
const CELL_MARGIN: f32 = 2e-3
/**
 * A point whose edge function is nearer to 0 is in doubt. Rounding, and the 1.5e-12 that a mirrored view is off, change
 * edge functions by less than half of this.
 */
const EDGE_DOUBT: f64 = 1e-9
/**
 * Where the eye is as near to a triangle's plane as this, or makes so small a tetrahedron with it, the depth is in
 * doubt: see WAY_DOUBT.
 */
const PLANE_DOUBT: f64 = 2e-3
const VOLUME_DOUBT: f64 = 1e-7
/** An eye farther behind a plane than this is surely behind it. */
const BEHIND: f64 = -1e-11
/** Stands for a hit in doubt; nearer than every hit. */
export const DOUBTED: f64 = 1e300

let vertices: usize = 0
let triangles: usize = 0
let frame: usize = 0
let pictureX: usize = 0
let pictureY: usize = 0
let lowX: usize = 0
let lowY: usize = 0
let nearest: usize = 0
let farthest: usize = 0
let odd: usize = 0
let spans: usize = 0
let meetings: usize = 0

/**
 * Draws the triangles that face the eye of a view onto its lattice points, and keeps the nearest.
 *
 * Whether a triangle covers a point can not be predicted, so no long step branches on it: each step writes a list for
 * the next.
 *
 * @param frameAt    9 float64: the axes u, v, w of the view
 * @param x, y       float32 by place of the picture: coordinates; xLow, yLow hold what rounding to float32 cut off;
 *   LANES - 1 more are read
 * @param nearestAt  float64 by place: largest 1 / depth so far, DOUBTED where it is in doubt; LANES - 1 more are written
 */
export function drawFacing(
  verticesAt: usize, trianglesAt: usize, count: u32, frameAt: usize, stretch: f64,
  columnScale: f64, rowScale: f64, columns: i32, rows: i32, starts: usize, x: usize, y: usize, xLow: usize, yLow: usize, nearestAt: usize, work: usize,
): void {
  draw(false, verticesAt, trianglesAt, count, frameAt, stretch, columnScale, rowScale, columns, rows, starts, x, y, xLow, yLow, nearestAt, work)
}

/**
 * Draws all triangles, whichever side is seen, and keeps the nearest and the farthest.
 *
 * @param farthestAt float64 by place: smallest 1 / depth so far; LANES - 1 more are written
 * @param oddAt      int32 by place: -1 after an odd number of hits, else 0; LANES - 1 more are written
 */
export function drawBothSides(
  verticesAt: usize, trianglesAt: usize, count: u32, frameAt: usize, stretch: f64,
  columnScale: f64, rowScale: f64, columns: i32, rows: i32, starts: usize, x: usize, y: usize, xLow: usize, yLow: usize, nearestAt: usize,
  farthestAt: usize, oddAt: usize, work: usize,
): void {
  farthest = farthestAt
  odd = oddAt
  draw(true, verticesAt, trianglesAt, count, frameAt, stretch, columnScale, rowScale, columns, rows, starts, x, y, xLow, yLow, nearestAt, work)
}

// @ts-ignore: decorator
@inline
function draw(
  bothSides: bool, verticesAt: usize, trianglesAt: usize, count: u32, frameAt: usize, stretch: f64,
  columnScale: f64, rowScale: f64, columns: i32, rows: i32, starts: usize, x: usize, y: usize, xLow: usize, yLow: usize, nearestAt: usize, work: usize,
): void {
  vertices = verticesAt
  triangles = trianglesAt
  frame = frameAt
  pictureX = x
  pictureY = y
  lowX = xLow
  lowY = yLow
  nearest = nearestAt
  const frame32 = work, pictured = frame32 + FRAME
  spans = pictured + <usize>BATCH * PICTURED
  meetings = spans + (SPANS + MOST_ROWS) * SPAN
  const list = meetings + (MEETINGS + MOST_IN_SPAN) * MEETING
  const spansLimit = spans + SPANS * SPAN
  for (let k: usize = 0; k < 9; k++) store<f32>(frame32 + (k << 2), <f32>load<f64>(frame + (k << 3)))
  const eyeX = -<f32>load<f64>(frame, 48), eyeY = -<f32>load<f64>(frame, 56), eyeZ = -<f32>load<f64>(frame, 64)
  const listEnd = bothSides ? listAll(count, list) : listFacing(count, eyeX, eyeY, eyeZ, list)
  const rowBytes = <usize>columns << 1
  for (let batch = list; batch < listEnd; batch += <usize>BATCH << 2) {
    const batchEnd = min<usize>(batch + (<usize>BATCH << 2), listEnd)
    for (let entry = batch, target = pictured; entry < batchEnd; entry += 4, target += PICTURED)
      pictureGroup(
        bothSides, <usize>(load<u32>(entry) >> LANES), frame32, eyeX, eyeY, eyeZ, <f32>stretch, <f32>columnScale, <f32>rowScale, columns, rows, CELL_MARGIN, target,
      )
    let end = spans
    for (let entry = batch, from = pictured; entry < batchEnd; entry += 4, from += PICTURED) {
      let facing = load<u32>(entry) & ((1 << LANES) - 1)
      const number = (load<u32>(entry) >> LANES) * LANES
      do {
        const lane = ctz(facing)
        facing &= facing - 1
        const at = from + (<usize>lane << 2)
        const firstColumn = load<u32>(at)
        const spanBytes = <usize>(load<u32>(at, VECTOR) - firstColumn) << 1
        const column = starts + (<usize>firstColumn << 1)
        const lastCell = column + <usize>load<u32>(at, 3 * VECTOR) * rowBytes
        for (let cell = column + <usize>load<u32>(at, 2 * VECTOR) * rowBytes; cell <= lastCell; cell += rowBytes) {
          const first = <u32>load<u16>(cell), stop = <u32>load<u16>(cell + spanBytes)
          store<u32>(end, first | (stop << 16))
          store<u32>(end, number + lane, 4)
          store<usize>(end, at, 8)
          end += <usize>(<i32>(first - stop) >> 31) & SPAN
        }
      } while (facing)
      if (end > spansLimit) {
        meetSpans(bothSides, end)
        end = spans
      }
    }
    meetSpans(bothSides, end)
  }
}

/** Tests the points of spans against their triangles, LANES at a time, in float32. */
function meetSpans(bothSides: bool, spansEnd: usize): void {
  const x = pictureX, y = pictureY
  const limit = meetings + MEETINGS * MEETING
  let end = meetings
  for (let span = spans; span < spansEnd; span += SPAN) {
    const lane = load<usize>(span, 8)
    const abX = v128.load32_splat(lane, 4 * VECTOR), abY = v128.load32_splat(lane, 5 * VECTOR), abW = v128.load32_splat(lane, 6 * VECTOR)
    const caX = v128.load32_splat(lane, 7 * VECTOR), caY = v128.load32_splat(lane, 8 * VECTOR), caW = v128.load32_splat(lane, 9 * VECTOR)
    const nX = v128.load32_splat(lane, 10 * VECTOR), nY = v128.load32_splat(lane, 11 * VECTOR), nW = v128.load32_splat(lane, 12 * VECTOR)
    const unsure = v128.load32_splat(lane, 13 * VECTOR), outside = f32x4.neg(unsure)
    const number = load<u32>(span, 4)
    const stop = <u32>load<u16>(span, 2)
    // Places beyond the span are tested in their own row too, or not at all. For the nearest hit, twice does no harm.
    for (let place = <u32>load<u16>(span); place < stop; place += LANES) {
      const px = v128.load(x + (<usize>place << 2)), py = v128.load(y + (<usize>place << 2))
      const ab = f32x4.add(f32x4.add(f32x4.mul(px, abX), f32x4.mul(py, abY)), abW)
      const ca = f32x4.add(f32x4.add(f32x4.mul(px, caX), f32x4.mul(py, caY)), caW)
      const sum = f32x4.add(f32x4.add(f32x4.mul(px, nX), f32x4.mul(py, nY)), nW)
      const least = f32x4.pmin(f32x4.pmin(ab, ca), f32x4.sub(f32x4.sub(sum, ab), ca))
      let hit = i32x4.bitmask(f32x4.ge(least, outside))
      if (bothSides) hit &= (1 << min<u32>(stop - place, LANES)) - 1
      const isSure = i32x4.bitmask(f32x4.gt(least, unsure))
      store<u32>(end, place | (hit << 16) | ((hit & ~isSure) << 24))
      store<u32>(end, number, 4)
      end += <usize>(-hit >> 31) & MEETING
    }
    if (end > limit) {
      decide(bothSides, end)
      end = meetings
    }
  }
  decide(bothSides, end)
}

function decide(bothSides: bool, end: usize): void {
  if (bothSides) decideMeetings(true, end)
  else decideMeetings(false, end)
}

/** Computes the depth of hits in double precision and keeps the nearest, and for both sides also the farthest. */
// @ts-ignore: decorator
@inline
function decideMeetings(bothSides: bool, end: usize): void {
  const eyeX = load<f64>(frame, 48), eyeY = load<f64>(frame, 56), eyeZ = load<f64>(frame, 64)
  let latest: u32 = u32.MAX_VALUE
  let isBehind = false, isDoubted = false
  let depthX: f64 = 0, depthY: f64 = 0, depthW: f64 = 0
  for (let meeting = meetings; meeting < end; meeting += MEETING) {
    const place = <usize>load<u16>(meeting), number = load<u32>(meeting, 4)
    let hit = <u32>load<u8>(meeting, 2)
    const unsure = <u32>load<u8>(meeting, 3)
    if (number != latest) {
      latest = number
      const plane = planeOf(<usize>number)
      const normalX = load<f64>(plane), normalY = load<f64>(plane, 8), normalZ = load<f64>(plane, 16)
      depthX = normalX * load<f64>(frame) + normalY * load<f64>(frame, 8) + normalZ * load<f64>(frame, 16)
      depthY = normalX * load<f64>(frame, 24) + normalY * load<f64>(frame, 32) + normalZ * load<f64>(frame, 40)
      depthW = normalX * eyeX + normalY * eyeY + normalZ * eyeZ
      const before = -depthW - load<f64>(plane, 24)
      const away = bothSides ? abs(before) : before
      isBehind = away < BEHIND
      isDoubted = away <= PLANE_DOUBT || away * load<f64>(plane, 32) <= VOLUME_DOUBT
      const per = -1 / before
      depthX *= per
      depthY *= per
      depthW *= per
    }
    if (isBehind) continue
    const at = place << 2
    if (unsure | <u32>isDoubted) {
      hit &= ~doubtPlaces(isDoubted ? hit : unsure, isDoubted, <usize>number, at)
      if (!hit) continue
    }
    const to = nearest + (place << 3)
    const mask = lanesOfBits(hit)
    const x = f64x2.splat(depthX), y = f64x2.splat(depthY), w = f64x2.splat(depthW)
    const px = v128.load(pictureX + at), py = v128.load(pictureY + at)
    const lowPx = v128.load(lowX + at), lowPy = v128.load(lowY + at)
    const inverse = depth(px, py, lowPx, lowPy, x, y, w)
    const low = i64x2.extend_low_i32x4_s(mask), high = i64x2.extend_high_i32x4_s(mask)
    v128.store(to, f64x2.pmax(v128.load(to), v128.and(inverse, low)))
    const second = depth(upperHalf(px), upperHalf(py), upperHalf(lowPx), upperHalf(lowPy), x, y, w)
    v128.store(to, f64x2.pmax(v128.load(to, VECTOR), v128.and(second, high)), VECTOR)
    if (bothSides) {
      const far = farthest + (place << 3)
      // Lanes without a hit become NaN, which pmin ignores.
      v128.store(far, f64x2.pmin(v128.load(far), v128.or(inverse, v128.not(low))))
      v128.store(far, f64x2.pmin(v128.load(far, VECTOR), v128.or(second, v128.not(high))), VECTOR)
      v128.store(odd + at, v128.xor(v128.load(odd + at), mask))
    }
  }
}

// @ts-ignore: decorator
@inline
function depth(px: v128, py: v128, lowPx: v128, lowPy: v128, x: v128, y: v128, w: v128): v128 {
  const fullX = f64x2.add(f64x2.promote_low_f32x4(px), f64x2.promote_low_f32x4(lowPx))
  const fullY = f64x2.add(f64x2.promote_low_f32x4(py), f64x2.promote_low_f32x4(lowPy))
  return f64x2.add(f64x2.add(f64x2.mul(fullX, x), f64x2.mul(fullY, y)), w)
}

let abX: f64 = 0
let abY: f64 = 0
let abW: f64 = 0
let bcX: f64 = 0
let bcY: f64 = 0
let bcW: f64 = 0
let caX: f64 = 0
let caY: f64 = 0
let caW: f64 = 0

// @ts-ignore: decorator
@inline
function along(axis: usize, vertex: usize): f64 {
  return load<f64>(axis) * load<f64>(vertex) + load<f64>(axis, 8) * load<f64>(vertex, 8) + load<f64>(axis, 16) * load<f64>(vertex, 16)
}

/** Computes edge functions in double precision; they are positive inside. */
function setEdges(triangle: usize): void {
  const a = vertices + <usize>load<u32>(triangle) * 24
  const b = vertices + <usize>load<u32>(triangle, 4) * 24
  const c = vertices + <usize>load<u32>(triangle, 8) * 24
  const ua = along(frame, a), va = along(frame + 24, a), wa = 1 + along(frame + 48, a)
  const ub = along(frame, b), vb = along(frame + 24, b), wb = 1 + along(frame + 48, b)
  const uc = along(frame, c), vc = along(frame + 24, c), wc = 1 + along(frame + 48, c)
  bcX = vb * wc - wb * vc
  bcY = wb * uc - ub * wc
  bcW = ub * vc - vb * uc
  const sign: f64 = ua * bcX + va * bcY + wa * bcW < 0 ? -1 : 1
  bcX *= sign
  bcY *= sign
  bcW *= sign
  abX = sign * (va * wb - wa * vb)
  abY = sign * (wa * ub - ua * wb)
  abW = sign * (ua * vb - va * ub)
  caX = sign * (vc * wa - wc * va)
  caY = sign * (wc * ua - uc * wa)
  caW = sign * (uc * va - vc * ua)
}

/** The least edge function at a place of the picture. */
function leastEdge(at: usize): f64 {
  const px = <f64>load<f32>(pictureX + at) + <f64>load<f32>(lowX + at)
  const py = <f64>load<f32>(pictureY + at) + <f64>load<f32>(lowY + at)
  return min<f64>(min<f64>(px * abX + py * abY + abW, px * bcX + py * bcY + bcW), px * caX + py * caY + caW)
}

/**
 * Decides places that float32 can not decide, and marks those that stay in doubt.
 *
 * @param bits      which of the LANES places from address `at` are to be decided
 * @param isDoubted true: every place that the triangle may cover is in doubt
 * @returns         bits of the places that are decided: marked, or not hit
 */
function doubtPlaces(bits: u32, isDoubted: bool, number: usize, at: usize): u32 {
  setEdges(triangles + number * 12)
  let decided: u32 = 0
  do {
    const lane = <usize>ctz(bits), bit = bits & -bits
    bits ^= bit
    const least = leastEdge(at + (lane << 2))
    if (least > EDGE_DOUBT && !isDoubted) continue
    decided |= bit
    if (least >= -EDGE_DOUBT) store<f64>(nearest + ((at + (lane << 2)) << 1), DOUBTED)
  } while (bits)
  return decided
}
