/**
 * Adds samples of three joint values to a histogram, each shared between neighboring bins, as SoftHistogram does.
 *
 * @param sums       float64 by bin, last axis fastest; each axis has at least two bins
 * @param xs, ys, zs float64 by sample
 * @param count      samples, an even number
 * @param perX       bins per unit of x; perY and perZ the same
 */
export function addSoft(
  sums: usize, xs: usize, ys: usize, zs: usize, count: i32, binsX: i32, binsY: i32, binsZ: i32, perX: f64, perY: f64, perZ: f64,
): void {
  const strideX = <usize>(binsY * binsZ) << 3, strideY = <usize>binsZ << 3
  const one = f64x2.splat(1)
  for (let s: usize = 0, end = <usize>count << 3; s < end; s += 16) {
    // Positions of the values, counted in middles of bins: 0 ... bins - 1.
    const x = position(xs + s, perX, binsX), y = position(ys + s, perY, binsY), z = position(zs + s, perZ, binsZ)
    const i = below(x, binsX), j = below(y, binsY), k = below(z, binsZ)
    const u = f64x2.sub(x, f64x2.convert_low_i32x4_u(i)), v = f64x2.sub(y, f64x2.convert_low_i32x4_u(j))
    const w = f64x2.sub(z, f64x2.convert_low_i32x4_u(k))
    const away = f64x2.sub(one, u)
    const a1 = f64x2.mul(away, v), a0 = f64x2.sub(away, a1)
    const b1 = f64x2.mul(u, v), b0 = f64x2.sub(u, b1)
    const rest = f64x2.sub(one, w)
    const cell = i32x4.add(i32x4.add(i32x4.mul(i, i32x4.splat(binsY * binsZ)), i32x4.mul(j, i32x4.splat(binsZ))), k)
    share(
      sums + (<usize>i32x4.extract_lane(cell, 0) << 3), strideX, strideY, v128.shuffle<f64>(a0, a0, 0, 0), v128.shuffle<f64>(a1, a1, 0, 0),
      v128.shuffle<f64>(b0, b0, 0, 0), v128.shuffle<f64>(b1, b1, 0, 0), v128.shuffle<f64>(rest, w, 0, 2),
    )
    share(
      sums + (<usize>i32x4.extract_lane(cell, 1) << 3), strideX, strideY, v128.shuffle<f64>(a0, a0, 1, 1), v128.shuffle<f64>(a1, a1, 1, 1),
      v128.shuffle<f64>(b0, b0, 1, 1), v128.shuffle<f64>(b1, b1, 1, 1), v128.shuffle<f64>(rest, w, 1, 3),
    )
  }
}

// @ts-ignore: decorator
@inline
function position(at: usize, per: f64, bins: i32): v128 {
  const value = f64x2.sub(f64x2.mul(v128.load(at), f64x2.splat(per)), f64x2.splat(0.5))
  return f64x2.pmin(f64x2.pmax(value, f64x2.splat(0)), f64x2.splat(<f64>(bins - 1)))
}

/** The bin whose middle is next below and that has a bin above it. */
// @ts-ignore: decorator
@inline
function below(position: v128, bins: i32): v128 {
  return i32x4.min_u(i32x4.trunc_sat_f64x2_u_zero(position), i32x4.splat(bins - 2))
}

// @ts-ignore: decorator
@inline
function share(at: usize, strideX: usize, strideY: usize, a0: v128, a1: v128, b0: v128, b1: v128, ends: v128): void {
  add(at, f64x2.mul(a0, ends))
  add(at + strideY, f64x2.mul(a1, ends))
  add(at + strideX, f64x2.mul(b0, ends))
  add(at + strideX + strideY, f64x2.mul(b1, ends))
}

// @ts-ignore: decorator
@inline
function add(at: usize, value: v128): void {
  v128.store(at, f64x2.add(v128.load(at), value))
}
