// Columns of a sample: float64, each `stride` bytes. The first points are repeated behind the last, so that the
// partner of point i in a round lies `round` places after it. X Y Z are a point's coordinates, XX ... YZ its facing.
const X: usize = 0, Y: usize = 1, Z: usize = 2
const XX: usize = 3, YY: usize = 4, ZZ: usize = 5, XY: usize = 6, XZ: usize = 7, YZ: usize = 8
const STEEP: usize = 9

/**
 * Computes what surfletPairs counts for the pairs of a round, in the same steps as surfletPairs.ts.
 *
 * @param columns X to YZ
 * @param count   points, an even number
 * @param round   see PAIR_ROUNDS
 */
export function surfletColumns(
  columns: usize, stride: usize, count: i32, round: i32, meanDistance: f64, distances: usize, between: usize, steep: usize, level: usize,
): void {
  const zero = f64x2.splat(0), one = f64x2.splat(1), mean = f64x2.splat(meanDistance)
  const partner = <usize>round << 3
  for (let at: usize = 0, end = <usize>count << 3; at < end; at += 16) {
    const i = columns + at, j = i + partner
    const x = apart(i, j, X, stride), y = apart(i, j, Y, stride), z = apart(i, j, Z, stride)
    const distance = f64x2.sqrt(f64x2.add(f64x2.add(f64x2.mul(x, x), f64x2.mul(y, y)), f64x2.mul(z, z)))
    const across = v128.and(f64x2.div(one, distance), f64x2.gt(distance, zero))
    const along = f64x2.mul(x, across), aside = f64x2.mul(y, across), above = f64x2.mul(z, across)
    const first = facingAlong(i, stride, along, aside, above), second = facingAlong(j, stride, along, aside, above)
    v128.store(distances + at, f64x2.div(distance, mean))
    const upright = f64x2.add(
      f64x2.mul(column(i, ZZ, stride), column(j, ZZ, stride)),
      twice(f64x2.add(
        f64x2.mul(column(i, XZ, stride), column(j, XZ, stride)), f64x2.mul(column(i, YZ, stride), column(j, YZ, stride)),
      )),
    )
    v128.store(between + at, root(f64x2.add(upright, levelSquare(i, j, stride))))
    v128.store(steep + at, f64x2.max(first, second))
    v128.store(level + at, f64x2.min(first, second))
  }
}

/**
 * Computes what uprightPairs counts for the pairs of a round, in the same steps as uprightPairs.ts.
 *
 * @param columns X to STEEP
 */
export function storyColumns(
  columns: usize, stride: usize, count: i32, round: i32, meanDistance: f64,
  heights: usize, more: usize, less: usize, distances: usize, agree: usize, both: usize,
): void {
  const mean = f64x2.splat(meanDistance)
  const partner = <usize>round << 3
  for (let at: usize = 0, end = <usize>count << 3; at < end; at += 16) {
    const i = columns + at, j = i + partner
    const x = apart(i, j, X, stride), y = apart(i, j, Y, stride), z = apart(i, j, Z, stride)
    const own = column(i, STEEP, stride), other = column(j, STEEP, stride)
    v128.store(heights + at, f64x2.div(f64x2.abs(z), mean))
    v128.store(more + at, f64x2.max(own, other))
    v128.store(less + at, f64x2.min(own, other))
    v128.store(distances + at, f64x2.div(f64x2.sqrt(f64x2.add(f64x2.mul(x, x), f64x2.mul(y, y))), mean))
    v128.store(agree + at, root(levelSquare(i, j, stride)))
    v128.store(both + at, f64x2.mul(own, other))
  }
}

// @ts-ignore: decorator
@inline
function column(point: usize, which: usize, stride: usize): v128 {
  return v128.load(point + which * stride)
}

// @ts-ignore: decorator
@inline
function apart(i: usize, j: usize, which: usize, stride: usize): v128 {
  return f64x2.sub(column(i, which, stride), column(j, which, stride))
}

// @ts-ignore: decorator
@inline
function twice(value: v128): v128 {
  return f64x2.mul(f64x2.splat(2), value)
}

/** The value where it is above 0, else 0. */
// @ts-ignore: decorator
@inline
function root(square: v128): v128 {
  return f64x2.sqrt(f64x2.max(square, f64x2.splat(0)))
}

// @ts-ignore: decorator
@inline
function facingAlong(i: usize, stride: usize, x: v128, y: v128, z: v128): v128 {
  const straight = f64x2.add(
    f64x2.add(product(column(i, XX, stride), x, x), product(column(i, YY, stride), y, y)), product(column(i, ZZ, stride), z, z),
  )
  const mixed = f64x2.add(
    f64x2.add(product(column(i, XY, stride), x, y), product(column(i, XZ, stride), x, z)), product(column(i, YZ, stride), y, z),
  )
  return root(f64x2.add(straight, twice(mixed)))
}

// @ts-ignore: decorator
@inline
function product(a: v128, b: v128, c: v128): v128 {
  return f64x2.mul(f64x2.mul(a, b), c)
}

// @ts-ignore: decorator
@inline
function levelSquare(i: usize, j: usize, stride: usize): v128 {
  return f64x2.add(
    f64x2.add(
      f64x2.mul(column(i, XX, stride), column(j, XX, stride)), f64x2.mul(column(i, YY, stride), column(j, YY, stride)),
    ),
    f64x2.mul(twice(column(i, XY, stride)), column(j, XY, stride)),
  )
}
