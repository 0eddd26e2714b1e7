/**
 * Adds to every point of a sample the facing of the points near it, in the same steps as softFacing.
 *
 * @param points  float64 x y z by point, in the order of the cells; normals the same
 * @param sums    float64 xx yy zz xy xz yz by point, 0 at first
 * @param weights float64 by point, 0 at first
 * @param cells   uint32 by point
 * @param starts  uint32 by cell, see PointGrid
 * @param rows    int32, offsets from a cell to cells in neighboring rows, see PointGrid
 */
export function meetNeighbors(
  points: usize, normals: usize, sums: usize, weights: usize, count: i32, cells: usize, starts: usize, rows: usize, rowCount: i32, perRadius: f64,
): void {
  for (let a = 0; a < count; a++) {
    const cell = load<u32>(cells + (<usize>a << 2))
    addNormal(sums + <usize>a * 48, normals + <usize>a * 24, 1)
    addWeight(weights + (<usize>a << 3), 1)
    meet(points, normals, sums, weights, a, a + 1, load<u32>(starts + (<usize>(cell + 2) << 2)), perRadius)
    for (let r = 0; r < rowCount; r++) {
      const beside = starts + (<usize>(cell + load<u32>(rows + (<usize>r << 2))) << 2)
      meet(points, normals, sums, weights, a, load<u32>(beside - 4), load<u32>(beside + 8), perRadius)
    }
  }
}

/** Lets point a and the points from ... to - 1 add to each other. */
// @ts-ignore: decorator
@inline
function meet(
  points: usize, normals: usize, sums: usize, weights: usize, a: i32, from: i32, to: i32, perRadius: f64,
): void {
  const own = points + <usize>a * 24, ownNormal = normals + <usize>a * 24
  const px = load<f64>(own), py = load<f64>(own, 8), pz = load<f64>(own, 16)
  const ownSums = sums + <usize>a * 48, ownWeight = weights + (<usize>a << 3)
  for (let b = from; b < to; b++) {
    const other = points + <usize>b * 24
    const x = px - load<f64>(other), y = py - load<f64>(other, 8), z = pz - load<f64>(other, 16)
    const closeness = 1 - (x * x + y * y + z * z) * perRadius
    if (closeness <= 0) continue
    const weight = closeness * closeness
    addNormal(ownSums, normals + <usize>b * 24, weight)
    addNormal(sums + <usize>b * 48, ownNormal, weight)
    addWeight(ownWeight, weight)
    addWeight(weights + (<usize>b << 3), weight)
  }
}

// @ts-ignore: decorator
@inline
function addNormal(sums: usize, normal: usize, weight: f64): void {
  const xy = v128.load(normal), z = v128.load64_splat(normal, 16)
  const weighted = f64x2.mul(f64x2.splat(weight), xy) // weight times x, and weight times y
  const zy = v128.shuffle<f64>(z, xy, 0, 3)
  const weightedZ = f64x2.mul(f64x2.splat(weight), z)
  v128.store(sums, f64x2.add(v128.load(sums), f64x2.mul(weighted, xy)))
  v128.store(sums, f64x2.add(v128.load(sums, 16), f64x2.mul(v128.shuffle<f64>(weightedZ, weighted, 0, 2), zy)), 16)
  v128.store(sums, f64x2.add(v128.load(sums, 32), f64x2.mul(weighted, z)), 32)
}

// @ts-ignore: decorator
@inline
function addWeight(at: usize, weight: f64): void {
  store<f64>(at, load<f64>(at) + weight)
}
