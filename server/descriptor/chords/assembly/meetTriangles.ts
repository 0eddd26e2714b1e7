// @ts-ignore: decorator
@inline
function both(a: usize, b: usize): v128 {
  return v128.load64_lane(b, v128.load64_zero(a), 1)
}

// @ts-ignore: decorator
@inline
function dot(a: v128, b: v128, c: v128, x: v128, y: v128, z: v128): v128 {
  return f64x2.add(f64x2.add(f64x2.mul(a, x), f64x2.mul(b, y)), f64x2.mul(c, z))
}

// @ts-ignore: decorator
@inline
function minor(a: v128, b: v128, c: v128, d: v128): v128 {
  return f64x2.sub(f64x2.mul(a, b), f64x2.mul(c, d))
}

// @ts-ignore: decorator
@inline
function edge(x: v128, y: v128, edgeX: v128, edgeY: v128, edgeW: v128): v128 {
  return f64x2.add(f64x2.add(f64x2.mul(x, edgeX), f64x2.mul(y, edgeY)), edgeW)
}

/** Bytes of a meeting: corners a, b, c of a triangle, each x, y, z float64; point uint32; 4 unused. */
export const MEETING: usize = 80

/** Writes a meeting of a lattice point's chord with a triangle. */
// @ts-ignore: decorator
@inline
export function gather(meeting: usize, point: u32, triangle: usize, vertices: usize): void {
  for (let corner: usize = 0; corner < 3; corner++) {
    const vertex = vertices + <usize>load<u32>(triangle + (corner << 2)) * 24
    v128.store(meeting + corner * 24, v128.load(vertex))
    store<f64>(meeting + corner * 24, load<f64>(vertex, 16), 16)
  }
  store<u32>(meeting, point, 72)
}

/**
 * Decides which meetings are hits, two at a time, with exactly the arithmetic of project and drawTriangles.
 *
 * @param meetings up to `end`, and room for one more
 * @param nearest  and farthest, odd: as drawTriangles
 */
export function meetTriangles(
  meetings: usize, end: usize, frame: usize, x: usize, y: usize, nearest: usize, farthest: usize, odd: usize,
): void {
  if (meetings == end) return
  // The last of an odd number is decided twice but written once.
  memory.copy(end, end - MEETING, MEETING)
  const uX = v128.load64_splat(frame), uY = v128.load64_splat(frame, 8), uZ = v128.load64_splat(frame, 16)
  const vX = v128.load64_splat(frame, 24), vY = v128.load64_splat(frame, 32), vZ = v128.load64_splat(frame, 40)
  const wX = v128.load64_splat(frame, 48), wY = v128.load64_splat(frame, 56), wZ = v128.load64_splat(frame, 64)
  const one = f64x2.splat(1), zero = f64x2.splat(0), signBit = i64x2.splat(i64.MIN_VALUE)
  for (; meetings < end; meetings += 2 * MEETING) {
    const other = meetings + MEETING
    let px = both(meetings, other), py = both(meetings + 8, other + 8), pz = both(meetings + 16, other + 16)
    const ua = dot(uX, uY, uZ, px, py, pz), va = dot(vX, vY, vZ, px, py, pz)
    const wa = f64x2.add(one, dot(wX, wY, wZ, px, py, pz))
    px = both(meetings + 24, other + 24)
    py = both(meetings + 32, other + 32)
    pz = both(meetings + 40, other + 40)
    const ub = dot(uX, uY, uZ, px, py, pz), vb = dot(vX, vY, vZ, px, py, pz)
    const wb = f64x2.add(one, dot(wX, wY, wZ, px, py, pz))
    px = both(meetings + 48, other + 48)
    py = both(meetings + 56, other + 56)
    pz = both(meetings + 64, other + 64)
    const uc = dot(uX, uY, uZ, px, py, pz), vc = dot(vX, vY, vZ, px, py, pz)
    const wc = f64x2.add(one, dot(wX, wY, wZ, px, py, pz))

    const bcX = minor(vb, wc, wb, vc), bcY = minor(wb, uc, ub, wc), bcW = minor(ub, vc, vb, uc)
    const volume = dot(ua, va, wa, bcX, bcY, bcW)
    // Flipping signs is exact, so edge functions of neighbors differ in sign alone.
    const sign = v128.and(volume, signBit)
    const p = <usize>load<u32>(meetings, 72) << 3, q = <usize>load<u32>(other, 72) << 3
    const pointX = both(x + p, x + q), pointY = both(y + p, y + q)
    const ab = edge(pointX, pointY, minor(va, wb, wa, vb), minor(wa, ub, ua, wb), minor(ua, vb, va, ub))
    const bc = edge(pointX, pointY, bcX, bcY, bcW)
    const ca = edge(pointX, pointY, minor(vc, wa, wc, va), minor(wc, ua, uc, wa), minor(uc, va, vc, ua))
    const least = f64x2.pmin(f64x2.pmin(v128.xor(ab, sign), v128.xor(bc, sign)), v128.xor(ca, sign))
    const inverse = f64x2.mul(f64x2.add(f64x2.add(ab, bc), ca), f64x2.div(one, volume))
    const hit = i64x2.bitmask(
      v128.and(v128.and(f64x2.ge(least, zero), f64x2.gt(inverse, zero)), f64x2.ne(volume, zero)),
    )
    if (hit & 1) {
      v128.store64_lane(nearest + p, f64x2.pmax(v128.load64_zero(nearest + p), inverse), 0)
      v128.store64_lane(farthest + p, f64x2.pmin(v128.load64_zero(farthest + p), inverse), 0)
      store<i64>(odd + p, ~load<i64>(odd + p))
    }
    if (hit & 2 && other < end) {
      v128.store64_lane(nearest + q, f64x2.pmax(v128.load64_splat(nearest + q), inverse), 1)
      v128.store64_lane(farthest + q, f64x2.pmin(v128.load64_splat(farthest + q), inverse), 1)
      store<i64>(odd + q, ~load<i64>(odd + q))
    }
  }
}
