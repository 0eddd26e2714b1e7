/** Bytes of a node and of a leaf: see ../../rays/wideBvh.ts. */
const NODE: usize = 112
const CHILD: usize = 96
const LEAF: usize = 144
/** Bytes of a ray: origin x, y, z, direction x, y, z float64. */
const RAY: usize = 48
/**
 * Smallest absolute value taken for a coordinate of a direction, so that its inverse and products with it are
 * numbers.
 */
const LEAST_PART: f64 = 1e-30
/** A box is left out if it begins farther than the nearest hit times this; the margin is more than float32 rounds. */
const BEYOND: f64 = 1.000001

/** Bytes that castRays works in, for trees of this depth at most. */
export function castWorkBytes(depth: i32): usize {
  return <usize>(4 * depth + 4) * 4
}

/**
 * Finds how far rays go until they meet a triangle, in lengths of their directions; Infinity where they meet none.
 *
 * Boxes are tested in float32, which is safe because they are larger than their triangles. Triangles are tested in
 * double precision, in the same steps as in TriangleBvh.
 *
 * @param any     true: stop at the first triangle found, nearest or not
 * @param target  float64 by ray
 * @param work    castWorkBytes
 */
export function castRays(
  nodes: usize, leaves: usize, rays: usize, count: i32, any: bool, target: usize, work: usize,
): void {
  for (let k = 0; k < count; k++, rays += RAY, target += 8) store<f64>(target, castRay(nodes, leaves, rays, any, work))
}

// @ts-ignore: decorator
@inline
function castRay(nodes: usize, leaves: usize, ray: usize, any: bool, stack: usize): f64 {
  const inverseX = inverse(load<f64>(ray, 24)), inverseY = inverse(load<f64>(ray, 32)), inverseZ = inverse(load<f64>(ray, 40))
  const originX = f32x4.splat(<f32>load<f64>(ray)), originY = f32x4.splat(<f32>load<f64>(ray, 8))
  const originZ = f32x4.splat(<f32>load<f64>(ray, 16)), zero = f32x4.splat(0)
  let nearest: f64 = Infinity
  let limit = f32x4.splat(Infinity)
  let top = stack
  let child = 0
  while (true) {
    if (child < 0) {
      nearest = min(nearest, meetLeaf(leaves + <usize>~child * LEAF, ray))
      if (any && nearest < Infinity) return nearest
      limit = f32x4.splat(<f32>(nearest * BEYOND))
    } else {
      const node = nodes + <usize>child * NODE
      const lowX = f32x4.mul(f32x4.sub(v128.load(node), originX), inverseX)
      const lowY = f32x4.mul(f32x4.sub(v128.load(node, 16), originY), inverseY)
      const lowZ = f32x4.mul(f32x4.sub(v128.load(node, 32), originZ), inverseZ)
      const highX = f32x4.mul(f32x4.sub(v128.load(node, 48), originX), inverseX)
      const highY = f32x4.mul(f32x4.sub(v128.load(node, 64), originY), inverseY)
      const highZ = f32x4.mul(f32x4.sub(v128.load(node, 80), originZ), inverseZ)
      const near = f32x4.pmax(f32x4.pmax(f32x4.pmin(lowX, highX), f32x4.pmin(lowY, highY)), f32x4.pmax(f32x4.pmin(lowZ, highZ), zero))
      const far = f32x4.pmin(f32x4.pmin(f32x4.pmax(lowX, highX), f32x4.pmax(lowY, highY)), f32x4.pmin(f32x4.pmax(lowZ, highZ), limit))
      let met = i32x4.bitmask(f32x4.le(near, far))
      while (met) {
        store<i32>(top, load<i32>(node + (<usize>ctz(met) << 2), CHILD))
        top += 4
        met &= met - 1
      }
    }
    if (top == stack) return nearest
    top -= 4
    child = load<i32>(top)
  }
}

// @ts-ignore: decorator
@inline
function inverse(part: f64): v128 {
  return f32x4.splat(<f32>(abs(part) < LEAST_PART ? copysign(1 / LEAST_PART, part) : 1 / part))
}

/**
 * Möller and Trumbore's test with four triangles, two at a time.
 * @returns the shortest way; Infinity where all are missed
 */
// @ts-ignore: decorator
@inline
function meetLeaf(leaf: usize, ray: usize): f64 {
  const both = f64x2.pmin(meetTwo(leaf, ray), meetTwo(leaf + 8, ray))
  return min(f64x2.extract_lane(both, 0), f64x2.extract_lane(both, 1))
}

// @ts-ignore: decorator
@inline
function meetTwo(face: usize, ray: usize): v128 {
  const dx = v128.load64_splat(ray, 24), dy = v128.load64_splat(ray, 32), dz = v128.load64_splat(ray, 40)
  const ux = two(face + 48), uy = two(face + 64), uz = two(face + 80)
  const vx = two(face + 96), vy = two(face + 112), vz = two(face + 128)
  const px = minor(dy, vz, dz, vy), py = minor(dz, vx, dx, vz), pz = minor(dx, vy, dy, vx)
  const determinant = dot(ux, uy, uz, px, py, pz)
  const inverse = f64x2.div(f64x2.splat(1), determinant)
  const sx = f64x2.sub(v128.load64_splat(ray), two(face)), sy = f64x2.sub(v128.load64_splat(ray, 8), two(face + 16))
  const sz = f64x2.sub(v128.load64_splat(ray, 16), two(face + 32))
  const zero = f64x2.splat(0), one = f64x2.splat(1)
  const u = f64x2.mul(dot(sx, sy, sz, px, py, pz), inverse)
  const qx = minor(sy, uz, sz, uy), qy = minor(sz, ux, sx, uz), qz = minor(sx, uy, sy, ux)
  const v = f64x2.mul(dot(dx, dy, dz, qx, qy, qz), inverse)
  const distance = f64x2.mul(dot(vx, vy, vz, qx, qy, qz), inverse)
  const inside = v128.and(
    v128.and(f64x2.ge(u, zero), f64x2.le(u, one)), v128.and(f64x2.ge(v, zero), f64x2.le(f64x2.add(u, v), one)),
  )
  const isHit = v128.and(inside, v128.and(f64x2.gt(distance, zero), f64x2.ne(determinant, zero)))
  return v128.bitselect(distance, f64x2.splat(Infinity), isHit)
}

// @ts-ignore: decorator
@inline
function two(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at))
}

// @ts-ignore: decorator
@inline
function minor(a: v128, b: v128, c: v128, d: v128): v128 {
  return f64x2.sub(f64x2.mul(a, b), f64x2.mul(c, d))
}

// @ts-ignore: decorator
@inline
function dot(ax: v128, ay: v128, az: v128, bx: v128, by: v128, bz: v128): v128 {
  return f64x2.add(f64x2.add(f64x2.mul(ax, bx), f64x2.mul(ay, by)), f64x2.mul(az, bz))
}
