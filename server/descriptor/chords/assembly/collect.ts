/** Bytes of a histogram: 128 uint32. Each lane counts into histograms of its own, which the caller adds up. */
const HISTOGRAM: usize = 512
const FINEST_INTERVALS: f64 = 128
const OUTER_RADIUS: f64 = 1.05

// @ts-ignore: decorator
@inline
function count(histograms: usize, which: usize, cell: i32): void {
  const at = histograms + which * HISTOGRAM + (<usize>cell << 2)
  store<u32>(at, load<u32>(at) + 1)
}

// @ts-ignore: decorator
@inline
function intervals(value: v128): v128 {
  return i32x4.trunc_sat_f64x2_u_zero(
    f64x2.pmin(f64x2.splat(FINEST_INTERVALS - 1), f64x2.mul(value, f64x2.splat(FINEST_INTERVALS))),
  )
}

// @ts-ignore: decorator
@inline
function fromCenter(way: v128, half: v128): v128 {
  const power = f64x2.mul(f64x2.mul(f64x2.splat(4), way), f64x2.sub(half, way))
  const squared = f64x2.pmax(f64x2.splat(0), f64x2.sub(f64x2.splat(1), power))
  return intervals(f64x2.mul(f64x2.splat(OUTER_RADIUS), f64x2.sqrt(squared)))
}

/**
 * Counts the chords of a view into the histograms.
 *
 * @param x, y        float64 picture coordinates of the view's lattice points; at least one more is read
 * @param histograms  2 lanes x (outer, outer, missed, concentric, concentric)
 * @returns number of hits in the low half, number of chords with odd parity in the high half
 */
export function collect(
  x: usize, y: usize, points: i32, nearest: usize, farthest: usize, odd: usize, histograms: usize,
): u64 {
  let hits: u64 = 0
  const one = f64x2.splat(1)
  for (let at: usize = 0, end = <usize>points << 3; at < end; at += 16) {
    const px = v128.load(x + at), py = v128.load(y + at)
    const squared = f64x2.add(f64x2.add(one, f64x2.mul(px, px)), f64x2.mul(py, py))
    const stretch = f64x2.mul(f64x2.sqrt(squared), f64x2.splat(0.5))
    const half = f64x2.div(one, f64x2.add(stretch, stretch))
    const inverse = v128.load(nearest + at)
    const hit = f64x2.gt(inverse, f64x2.splat(0))
    const first = f64x2.div(stretch, inverse)
    const last = f64x2.sub(half, f64x2.div(stretch, v128.load(farthest + at)))
    const outerFirst = intervals(first), outerLast = intervals(last), missed = intervals(half)
    const centerFirst = fromCenter(first, half), centerLast = fromCenter(last, half)
    const parity = v128.load(odd + at)
    if (i64x2.extract_lane(hit, 0)) {
      hits += 1 + (i64x2.extract_lane(parity, 0) & (<i64>1 << 32))
      count(histograms, 0, i32x4.extract_lane(outerFirst, 0))
      count(histograms, 1, i32x4.extract_lane(outerLast, 0))
      count(histograms, 3, i32x4.extract_lane(centerFirst, 0))
      count(histograms, 4, i32x4.extract_lane(centerLast, 0))
    } else count(histograms, 2, i32x4.extract_lane(missed, 0))
    if (at + 8 == end) break
    if (i64x2.extract_lane(hit, 1)) {
      hits += 1 + (i64x2.extract_lane(parity, 1) & (<i64>1 << 32))
      count(histograms, 5, i32x4.extract_lane(outerFirst, 1))
      count(histograms, 6, i32x4.extract_lane(outerLast, 1))
      count(histograms, 8, i32x4.extract_lane(centerFirst, 1))
      count(histograms, 9, i32x4.extract_lane(centerLast, 1))
    } else count(histograms, 7, i32x4.extract_lane(missed, 1))
  }
  return hits
}
