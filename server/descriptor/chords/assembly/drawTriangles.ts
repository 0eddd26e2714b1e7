// The picture plane of a view is cut into cells x cells; the lattice points of a cell lie side by side in x, y.

/** Bytes of a projected vertex: u, v, w float64, 8 unused, cell range int32 x 4: low column, low row, -high column, -high row. */
const PROJECTED: usize = 48

/**
 * Turns vertices into the coordinates of a view and finds their cells.
 *
 * @param frame   9 float64: the axes u, v, w of the view
 * @param stretch as ../chordViews.ts: a slope s falls into cell CELLS/2 + scale * s / (1 + stretch * |s|)
 */
export function project(
  vertices: usize, count: i32, frame: usize, target: usize, stretch: f64, scale: f64, cells: i32, margin: f64,
): void {
  const uvX = f64x2.replace_lane(v128.load64_splat(frame), 1, load<f64>(frame, 24))
  const uvY = f64x2.replace_lane(v128.load64_splat(frame, 8), 1, load<f64>(frame, 32))
  const uvZ = f64x2.replace_lane(v128.load64_splat(frame, 16), 1, load<f64>(frame, 40))
  const wX = load<f64>(frame, 48), wY = load<f64>(frame, 56), wZ = load<f64>(frame, 64)
  const stretches = f64x2.splat(stretch), scales = f64x2.splat(scale)
  const middle = f64x2.splat(<f64>cells / 2), margins = f64x2.splat(margin)
  const last = i32x4.splat(cells - 1)
  const end = vertices + <usize>count * 24
  for (; vertices < end; vertices += 24, target += PROJECTED) {
    const x = v128.load64_splat(vertices), y = v128.load64_splat(vertices, 8), z = v128.load64_splat(vertices, 16)
    const uv = f64x2.add(f64x2.add(f64x2.mul(uvX, x), f64x2.mul(uvY, y)), f64x2.mul(uvZ, z))
    const w = 1 + (wX * load<f64>(vertices) + wY * load<f64>(vertices, 8) + wZ * load<f64>(vertices, 16))
    v128.store(target, uv)
    store<f64>(target, w, 16)
    const divisor = f64x2.add(f64x2.splat(w), f64x2.mul(stretches, f64x2.abs(uv)))
    const cell = f64x2.add(middle, f64x2.div(f64x2.mul(scales, uv), divisor))
    const low = i32x4.min_s(i32x4.trunc_sat_f64x2_u_zero(f64x2.sub(cell, margins)), last)
    const high = i32x4.min_s(i32x4.trunc_sat_f64x2_u_zero(f64x2.add(cell, margins)), last)
    v128.store(target, v128.shuffle<i32>(low, i32x4.neg(high), 0, 1, 4, 5), 32)
  }
}

/**
 * Draws triangles onto the lattice points of a view.
 *
 * @param triangles  3 uint32 a triangle: vertex numbers
 * @param starts     uint16, (cells * cells + 1): first lattice point of each cell
 * @param x          float64 picture coordinates of the view's lattice points, one more than there are; the same for y
 * @param nearest    float64 by lattice point: largest 1 / depth so far
 * @param farthest   float64: smallest
 * @param odd        int64: -1 after an odd number of hits, else 0
 */
export function drawTriangles(
  triangles: usize, count: i32, projected: usize, starts: usize, cells: i32, x: usize, y: usize, nearest: usize,
  farthest: usize, odd: usize,
): void {
  const end = triangles + <usize>count * 12
  const zero = f64x2.splat(0)
  const both = i64x2.splat(-1), first = i64x2.replace_lane(i64x2.splat(0), 0, -1)
  for (; triangles < end; triangles += 12) {
    const a = projected + <usize>load<u32>(triangles) * PROJECTED
    const b = projected + <usize>load<u32>(triangles, 4) * PROJECTED
    const c = projected + <usize>load<u32>(triangles, 8) * PROJECTED
    const range = i32x4.min_s(i32x4.min_s(v128.load(a, 32), v128.load(b, 32)), v128.load(c, 32))
    const firstColumn = <usize>i32x4.extract_lane(range, 0)
    const spanBytes = (<usize>(1 - i32x4.extract_lane(range, 2)) - firstColumn) << 1
    const rowBytes = <usize>cells << 1
    let cell = starts + <usize>i32x4.extract_lane(range, 1) * rowBytes + (firstColumn << 1)
    const lastCell = starts + <usize>(-i32x4.extract_lane(range, 3)) * rowBytes + (firstColumn << 1)
    // Most rows of a small triangle are empty; the edges are worth their arithmetic from the first point on.
    while (cell <= lastCell && load<u16>(cell) == load<u16>(cell + spanBytes)) cell += rowBytes
    if (cell > lastCell) continue

    const ua = load<f64>(a), va = load<f64>(a, 8), wa = load<f64>(a, 16)
    const ub = load<f64>(b), vb = load<f64>(b, 8), wb = load<f64>(b, 16)
    const uc = load<f64>(c), vc = load<f64>(c, 8), wc = load<f64>(c, 16)
    const bcX = vb * wc - wb * vc, bcY = wb * uc - ub * wc, bcW = ub * vc - vb * uc
    const volume = ua * bcX + va * bcY + wa * bcW
    if (volume == 0) continue
    // Multiplying by 1 or -1 is exact, so edge functions of neighbors still differ in sign alone.
    const sign: f64 = volume < 0 ? -1 : 1
    const abX = f64x2.splat(sign * (va * wb - wa * vb)), abY = f64x2.splat(sign * (wa * ub - ua * wb))
    const abW = f64x2.splat(sign * (ua * vb - va * ub))
    const bcX2 = f64x2.splat(sign * bcX), bcY2 = f64x2.splat(sign * bcY), bcW2 = f64x2.splat(sign * bcW)
    const caX = f64x2.splat(sign * (vc * wa - wc * va)), caY = f64x2.splat(sign * (wc * ua - uc * wa))
    const caW = f64x2.splat(sign * (uc * va - vc * ua))
    const perVolume = f64x2.splat(sign * (1 / volume))

    for (; cell <= lastCell; cell += rowBytes) {
      let at = <usize>load<u16>(cell) << 3
      const stop = <usize>load<u16>(cell + spanBytes) << 3
      // The second lane may lie one point beyond the span. That point is tested in its own row, so it must not count
      // here.
      for (; at < stop; at += 16) {
        const px = v128.load(x + at), py = v128.load(y + at)
        const ab = f64x2.add(f64x2.add(f64x2.mul(px, abX), f64x2.mul(py, abY)), abW)
        const bc = f64x2.add(f64x2.add(f64x2.mul(px, bcX2), f64x2.mul(py, bcY2)), bcW2)
        const ca = f64x2.add(f64x2.add(f64x2.mul(px, caX), f64x2.mul(py, caY)), caW)
        const inside = f64x2.ge(f64x2.pmin(f64x2.pmin(ab, bc), ca), zero)
        const inverse = f64x2.mul(f64x2.add(f64x2.add(ab, bc), ca), perVolume)
        const hit = v128.and(v128.and(inside, f64x2.gt(inverse, zero)), at + 8 < stop ? both : first)
        v128.store(nearest + at, f64x2.pmax(v128.load(nearest + at), v128.and(inverse, hit)))
        // Lanes without a hit become NaN, which pmin ignores.
        v128.store(farthest + at, f64x2.pmin(v128.load(farthest + at), v128.or(inverse, v128.not(hit))))
        v128.store(odd + at, v128.xor(v128.load(odd + at), hit))
      }
    }
  }
}
