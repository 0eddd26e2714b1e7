// Triangles of a closed mesh in groups of four, side by side for SIMD; those of group g are numbered 4 * g + k.

/**
 * Bytes of a group's planes: normal x[4], y[4], z[4], smallest product of normal and eye at which the triangle may
 * face the eye[4] float32.
 */
const PLANES: usize = 64
/**
 * Bytes of a group's edges: a x[4], y[4], z[4], b - a and c - a in the same form, error bound of their edge
 * functions[4] float32.
 */
const EDGES: usize = 160
/** Bytes of a triangle's plane: unit normal x, y, z, its product with a corner, twice the triangle's area float64. */
const PLANE64: usize = 40
/**
 * Error bound of float32 edge functions at slopes up to 3.2, times the length of the longer of a triangle's two edges
 * at a.
 */
const EDGE_ERROR: f64 = 4e-5
/**
 * Float32 rounds planes and eyes within the unit sphere by less than this, times the largest coordinate of the
 * normal.
 */
const PLANE_SLACK: f64 = 1e-6

let planes: usize = 0
let edges: usize = 0
let planes64: usize = 0

/** Bytes that groups of `count` triangles take. */
export function groupBytes(count: i32): usize {
  return groupsOf(count) * (PLANES + EDGES + 4 * PLANE64)
}

// @ts-ignore: decorator
@inline
function groupsOf(count: i32): usize {
  return <usize>(count + 3) >> 2
}

/**
 * Puts triangles into groups, in their order.
 *
 * @param target     groupBytes
 */
export function groupTriangles(vertices: usize, triangles: usize, count: i32, target: usize): void {
  openGroups(target, count)
  for (let k = 0, end = <i32>groupsOf(count) << 2; k < end; k++) {
    // Places of missing triangles repeat the last one and face nothing.
    const triangle = triangles + <usize>min(k, count - 1) * 12
    const a = vertices + <usize>load<u32>(triangle) * 24
    const b = vertices + <usize>load<u32>(triangle, 4) * 24
    const c = vertices + <usize>load<u32>(triangle, 8) * 24
    const lane = <usize>(k & 3) << 2, group = <usize>(k >> 2)
    const abX = load<f64>(b) - load<f64>(a), abY = load<f64>(b, 8) - load<f64>(a, 8), abZ = load<f64>(b, 16) - load<f64>(a, 16)
    const acX = load<f64>(c) - load<f64>(a), acY = load<f64>(c, 8) - load<f64>(a, 8), acZ = load<f64>(c, 16) - load<f64>(a, 16)
    const edge = edges + group * EDGES + lane
    store<f32>(edge, <f32>load<f64>(a))
    store<f32>(edge, <f32>load<f64>(a, 8), 16)
    store<f32>(edge, <f32>load<f64>(a, 16), 32)
    store<f32>(edge, <f32>abX, 48)
    store<f32>(edge, <f32>abY, 64)
    store<f32>(edge, <f32>abZ, 80)
    store<f32>(edge, <f32>acX, 96)
    store<f32>(edge, <f32>acY, 112)
    store<f32>(edge, <f32>acZ, 128)
    const longer = sqrt(max(abX * abX + abY * abY + abZ * abZ, acX * acX + acY * acY + acZ * acZ))
    store<f32>(edge, <f32>(EDGE_ERROR * longer), 144)
    const x = abY * acZ - abZ * acY, y = abZ * acX - abX * acZ, z = abX * acY - abY * acX
    const area = sqrt(x * x + y * y + z * z)
    const way = x * load<f64>(a) + y * load<f64>(a, 8) + z * load<f64>(a, 16)
    const scale: f64 = area == 0 ? 0 : 1 / area
    const plane64 = planes64 + <usize>k * PLANE64
    store<f64>(plane64, x * scale)
    store<f64>(plane64, y * scale, 8)
    store<f64>(plane64, z * scale, 16)
    store<f64>(plane64, way * scale, 24)
    store<f64>(plane64, area, 32)
    // A triangle without a normal counts as facing every eye.
    const plane = planes + group * PLANES + lane
    store<f32>(plane, <f32>(x * scale))
    store<f32>(plane, <f32>(y * scale), 16)
    store<f32>(plane, <f32>(z * scale), 32)
    store<f32>(plane, k < count ? <f32>(way * scale - PLANE_SLACK) : f32.MAX_VALUE, 48)
  }
}

/** Makes the functions below work on the groups at this address. */
export function openGroups(at: usize, count: i32): void {
  planes = at
  edges = at + groupsOf(count) * PLANES
  planes64 = edges + groupsOf(count) * EDGES
}

/**
 * Lists the groups with a triangle that may face the eye.
 *
 * @param list where (group << 4 | bits of triangles) uint32 is written; room for one more than there are groups
 * @returns    address of the end of the list
 */
export function listFacing(count: i32, eyeX: f32, eyeY: f32, eyeZ: f32, list: usize): usize {
  const x = f32x4.splat(eyeX), y = f32x4.splat(eyeY), z = f32x4.splat(eyeZ)
  const end = <u32>groupsOf(count) << 4
  let plane = planes
  for (let group: u32 = 0; group < end; group += 16, plane += PLANES) {
    const way = f32x4.add(
      f32x4.add(f32x4.mul(v128.load(plane), x), f32x4.mul(v128.load(plane, 16), y)), f32x4.mul(v128.load(plane, 32), z),
    )
    const facing = i32x4.bitmask(f32x4.gt(way, v128.load(plane, 48)))
    store<u32>(list, group | facing)
    list += <usize>(-facing >> 31) & 4
  }
  return list
}

/** Lists all groups, in the form of listFacing. */
export function listAll(count: i32, list: usize): usize {
  const groups = <u32>groupsOf(count)
  for (let group: u32 = 0; group < groups; group++, list += 4) store<u32>(list, (group << 4) | 15)
  // The last group may have fewer than four triangles.
  if (count & 3) store<u32>(list - 4, ((groups - 1) << 4) | ((1 << (count & 3)) - 1))
  return list
}

/**
 * Bytes of a group in a view's picture: what its triangles may cover, first column[4], end column[4], first row[4],
 * last row[4] int32; (x, y, 1) times these float32 is positive inside: edge a to b x[4], y[4], w[4], edge c to a and
 * the sum of all three edges in the same form; error bound of these[4].
 */
export const PICTURED: usize = 224

/**
 * An eye that is nearer than this to a triangle's plane may lie on either side: float32 rounds by less than a quarter
 * of it.
 */
const SIDE_DOUBT: f32 = 4e-6
/** Larger than every edge function. */
const FAR_OFF: f32 = 1e9

/**
 * Finds where a group's triangles appear in a view's picture.
 *
 * @param bothSides true where triangles may face away from the eye; with false, the pictures of such triangles are
 *   wrong
 * @param frame     9 float32: the axes u, v, w of the view
 * @param target    PICTURED
 */
// @ts-ignore: decorator
@inline
export function pictureGroup(
  bothSides: bool, group: usize, frame: usize, eyeX: f32, eyeY: f32, eyeZ: f32, stretch: f32, columnScale: f32, rowScale: f32, columns: i32,
  rows: i32, margin: f32, target: usize,
): void {
  const edge = edges + group * EDGES
  let x = v128.load(edge), y = v128.load(edge, 16), z = v128.load(edge, 32)
  const au = along(frame, x, y, z), av = along(frame + 12, x, y, z)
  const aw = f32x4.add(f32x4.splat(1), along(frame + 24, x, y, z))
  x = v128.load(edge, 48)
  y = v128.load(edge, 64)
  z = v128.load(edge, 80)
  const bu = along(frame, x, y, z), bv = along(frame + 12, x, y, z), bw = along(frame + 24, x, y, z)
  x = v128.load(edge, 96)
  y = v128.load(edge, 112)
  z = v128.load(edge, 128)
  const cu = along(frame, x, y, z), cv = along(frame + 12, x, y, z), cw = along(frame + 24, x, y, z)

  const stretches = f32x4.splat(stretch)
  let scales = f32x4.splat(columnScale)
  const wb = f32x4.add(aw, bw), wc = f32x4.add(aw, cw)
  let p = place(au, aw, stretches, scales), q = place(f32x4.add(au, bu), wb, stretches, scales)
  let r = place(f32x4.add(au, cu), wc, stretches, scales)
  let last = i32x4.splat(columns - 1)
  let low = f32x4.splat(<f32>columns / 2 - margin), high = f32x4.splat(<f32>columns / 2 + margin)
  v128.store(target, cell(f32x4.pmin(f32x4.pmin(p, q), r), low, last))
  v128.store(target, i32x4.add(cell(f32x4.pmax(f32x4.pmax(p, q), r), high, last), i32x4.splat(1)), 16)
  scales = f32x4.splat(rowScale)
  last = i32x4.splat(rows - 1)
  low = f32x4.splat(<f32>rows / 2 - margin)
  high = f32x4.splat(<f32>rows / 2 + margin)
  p = place(av, aw, stretches, scales)
  q = place(f32x4.add(av, bv), wb, stretches, scales)
  r = place(f32x4.add(av, cv), wc, stretches, scales)
  v128.store(target, cell(f32x4.pmin(f32x4.pmin(p, q), r), low, last), 32)
  v128.store(target, cell(f32x4.pmax(f32x4.pmax(p, q), r), high, last), 48)

  const nx = minor(bv, cw, bw, cv), ny = minor(bw, cu, bu, cw), nw = minor(bu, cv, bv, cu)
  let sign = i32x4.splat(0), off = v128.load(edge, 144)
  if (bothSides) {
    const plane = planes + group * PLANES
    const before = f32x4.sub(
      f32x4.add(
        f32x4.add(f32x4.mul(v128.load(plane), f32x4.splat(eyeX)), f32x4.mul(v128.load(plane, 16), f32x4.splat(eyeY))),
        f32x4.mul(v128.load(plane, 32), f32x4.splat(eyeZ)),
      ),
      v128.load(plane, 48),
    )
    sign = v128.and(before, i32x4.splat(i32.MIN_VALUE))
    off = v128.bitselect(f32x4.splat(FAR_OFF), off, f32x4.lt(f32x4.abs(before), f32x4.splat(SIDE_DOUBT)))
  }
  put(bothSides, target + 64, minor(av, bw, aw, bv), sign)
  put(bothSides, target + 80, minor(aw, bu, au, bw), sign)
  put(bothSides, target + 96, minor(au, bv, av, bu), sign)
  put(bothSides, target + 112, minor(cv, aw, cw, av), sign)
  put(bothSides, target + 128, minor(cw, au, cu, aw), sign)
  put(bothSides, target + 144, minor(cu, av, cv, au), sign)
  put(bothSides, target + 160, nx, sign)
  put(bothSides, target + 176, ny, sign)
  put(bothSides, target + 192, nw, sign)
  v128.store(target, off, 208)
}

// @ts-ignore: decorator
@inline
function put(bothSides: bool, target: usize, value: v128, sign: v128): void {
  v128.store(target, bothSides ? v128.xor(value, sign) : value)
}

// @ts-ignore: decorator
@inline
export function planeOf(triangle: usize): usize {
  return planes64 + triangle * PLANE64
}

// @ts-ignore: decorator
@inline
function along(axis: usize, x: v128, y: v128, z: v128): v128 {
  return f32x4.add(
    f32x4.add(f32x4.mul(v128.load32_splat(axis), x), f32x4.mul(v128.load32_splat(axis, 4), y)),
    f32x4.mul(v128.load32_splat(axis, 8), z),
  )
}

// @ts-ignore: decorator
@inline
function minor(a: v128, b: v128, c: v128, d: v128): v128 {
  return f32x4.sub(f32x4.mul(a, b), f32x4.mul(c, d))
}

/** Column or row in which slope u / w falls, in cells from the middle: see ../chordViews.ts. */
// @ts-ignore: decorator
@inline
function place(u: v128, w: v128, stretch: v128, scale: v128): v128 {
  return f32x4.div(f32x4.mul(scale, u), f32x4.add(w, f32x4.mul(stretch, f32x4.abs(u))))
}

// @ts-ignore: decorator
@inline
function cell(place: v128, middle: v128, last: v128): v128 {
  return i32x4.min_u(i32x4.trunc_sat_f32x4_u(f32x4.add(place, middle)), last)
}
