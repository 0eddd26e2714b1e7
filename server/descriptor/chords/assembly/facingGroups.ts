import { LANES, VECTOR } from './lanes'

// Triangles in groups of LANES, side by side for SIMD; those of group g are numbered LANES * g + k.

/**
 * Bytes of a group's planes, vectors of float32: normal x, y, z, smallest product of normal and eye at which the
 * triangle may face the eye.
 */
const PLANES: usize = 4 * VECTOR
/**
 * Bytes of a group's edges, vectors of float32: a x, y, z, b - a and c - a in the same form, error bound of their edge
 * functions.
 */
const EDGES: usize = 10 * VECTOR
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
export function groupBytes(count: u32): u32 {
  return <u32>(groupsOf(count) * (PLANES + EDGES + <usize>LANES * PLANE64))
}

// @ts-ignore: decorator
@inline
function groupsOf(count: u32): usize {
  return (count + LANES - 1) / LANES
}

/**
 * Puts triangles into groups, in their order.
 *
 * @param target     groupBytes
 */
export function groupTriangles(vertices: usize, triangles: usize, count: u32, target: usize): void {
  openGroups(target, count)
  const end = <u32>groupsOf(count) * LANES
  for (let k: u32 = 0; k < end; k++) {
    // Places of missing triangles repeat the last one and face nothing.
    const triangle = triangles + <usize>min<u32>(k, count - 1) * 12
    const a = vertices + <usize>load<u32>(triangle) * 24
    const b = vertices + <usize>load<u32>(triangle, 4) * 24
    const c = vertices + <usize>load<u32>(triangle, 8) * 24
    const lane = <usize>(k % LANES) << 2, group = <usize>(k / LANES)
    const abX = load<f64>(b) - load<f64>(a), abY = load<f64>(b, 8) - load<f64>(a, 8), abZ = load<f64>(b, 16) - load<f64>(a, 16)
    const acX = load<f64>(c) - load<f64>(a), acY = load<f64>(c, 8) - load<f64>(a, 8), acZ = load<f64>(c, 16) - load<f64>(a, 16)
    const edge = edges + group * EDGES + lane
    store<f32>(edge, <f32>load<f64>(a))
    store<f32>(edge, <f32>load<f64>(a, 8), VECTOR)
    store<f32>(edge, <f32>load<f64>(a, 16), 2 * VECTOR)
    store<f32>(edge, <f32>abX, 3 * VECTOR)
    store<f32>(edge, <f32>abY, 4 * VECTOR)
    store<f32>(edge, <f32>abZ, 5 * VECTOR)
    store<f32>(edge, <f32>acX, 6 * VECTOR)
    store<f32>(edge, <f32>acY, 7 * VECTOR)
    store<f32>(edge, <f32>acZ, 8 * VECTOR)
    const longer = sqrt(max<f64>(abX * abX + abY * abY + abZ * abZ, acX * acX + acY * acY + acZ * acZ))
    store<f32>(edge, <f32>(EDGE_ERROR * longer), 9 * VECTOR)
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
    store<f32>(plane, <f32>(y * scale), VECTOR)
    store<f32>(plane, <f32>(z * scale), 2 * VECTOR)
    store<f32>(plane, k < count ? <f32>(way * scale - PLANE_SLACK) : f32.MAX_VALUE, 3 * VECTOR)
  }
}

/** Makes the functions below work on the groups at this address. */
export function openGroups(at: usize, count: u32): void {
  planes = at
  edges = at + groupsOf(count) * PLANES
  planes64 = edges + groupsOf(count) * EDGES
}

/**
 * Lists the groups with a triangle that may face the eye.
 *
 * @param list where (group << LANES | bits of triangles) uint32 is written; room for one more than there are groups
 * @returns    address of the end of the list
 */
export function listFacing(count: u32, eyeX: f32, eyeY: f32, eyeZ: f32, list: usize): usize {
  const x = f32x4.splat(eyeX), y = f32x4.splat(eyeY), z = f32x4.splat(eyeZ)
  const end = <u32>groupsOf(count) << LANES
  let plane = planes
  for (let group: u32 = 0; group < end; group += 1 << LANES, plane += PLANES) {
    const way = f32x4.add(
      f32x4.add(f32x4.mul(v128.load(plane), x), f32x4.mul(v128.load(plane, VECTOR), y)),
      f32x4.mul(v128.load(plane, 2 * VECTOR), z),
    )
    const facing = i32x4.bitmask(f32x4.gt(way, v128.load(plane, 3 * VECTOR)))
    store<u32>(list, group | facing)
    list += <usize>(-facing >> 31) & 4
  }
  return list
}

/** Lists all groups, in the form of listFacing. */
export function listAll(count: u32, list: usize): usize {
  const groups = <u32>groupsOf(count), all: u32 = (1 << LANES) - 1
  for (let group: u32 = 0; group < groups; group++, list += 4) store<u32>(list, (group << LANES) | all)
  // The last group may have fewer triangles.
  if (count % LANES) store<u32>(list - 4, ((groups - 1) << LANES) | ((1 << (count % LANES)) - 1))
  return list
}

/**
 * Bytes of a group in a view's picture, vectors: what its triangles may cover, first column, end column, first row,
 * last row int32; (x, y, 1) times these float32 is positive inside: edge a to b x, y, w, edge c to a and the sum of all
 * three edges in the same form; error bound of these.
 */
export const PICTURED: usize = 14 * VECTOR

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
  let x = v128.load(edge), y = v128.load(edge, VECTOR), z = v128.load(edge, 2 * VECTOR)
  const au = along(frame, x, y, z), av = along(frame + 12, x, y, z)
  const aw = f32x4.add(f32x4.splat(1), along(frame + 24, x, y, z))
  x = v128.load(edge, 3 * VECTOR)
  y = v128.load(edge, 4 * VECTOR)
  z = v128.load(edge, 5 * VECTOR)
  const bu = along(frame, x, y, z), bv = along(frame + 12, x, y, z), bw = along(frame + 24, x, y, z)
  x = v128.load(edge, 6 * VECTOR)
  y = v128.load(edge, 7 * VECTOR)
  z = v128.load(edge, 8 * VECTOR)
  const cu = along(frame, x, y, z), cv = along(frame + 12, x, y, z), cw = along(frame + 24, x, y, z)

  const stretches = f32x4.splat(stretch)
  let scales = f32x4.splat(columnScale)
  const wb = f32x4.add(aw, bw), wc = f32x4.add(aw, cw)
  let p = place(au, aw, stretches, scales), q = place(f32x4.add(au, bu), wb, stretches, scales)
  let r = place(f32x4.add(au, cu), wc, stretches, scales)
  let last = i32x4.splat(columns - 1)
  let low = f32x4.splat(<f32>columns / 2 - margin), high = f32x4.splat(<f32>columns / 2 + margin)
  v128.store(target, cell(f32x4.pmin(f32x4.pmin(p, q), r), low, last))
  v128.store(target, i32x4.add(cell(f32x4.pmax(f32x4.pmax(p, q), r), high, last), i32x4.splat(1)), VECTOR)
  scales = f32x4.splat(rowScale)
  last = i32x4.splat(rows - 1)
  low = f32x4.splat(<f32>rows / 2 - margin)
  high = f32x4.splat(<f32>rows / 2 + margin)
  p = place(av, aw, stretches, scales)
  q = place(f32x4.add(av, bv), wb, stretches, scales)
  r = place(f32x4.add(av, cv), wc, stretches, scales)
  v128.store(target, cell(f32x4.pmin(f32x4.pmin(p, q), r), low, last), 2 * VECTOR)
  v128.store(target, cell(f32x4.pmax(f32x4.pmax(p, q), r), high, last), 3 * VECTOR)

  const nx = minor(bv, cw, bw, cv), ny = minor(bw, cu, bu, cw), nw = minor(bu, cv, bv, cu)
  let sign = i32x4.splat(0), off = v128.load(edge, 9 * VECTOR)
  if (bothSides) {
    const plane = planes + group * PLANES
    const before = f32x4.sub(
      f32x4.add(
        f32x4.add(f32x4.mul(v128.load(plane), f32x4.splat(eyeX)), f32x4.mul(v128.load(plane, VECTOR), f32x4.splat(eyeY))),
        f32x4.mul(v128.load(plane, 2 * VECTOR), f32x4.splat(eyeZ)),
      ),
      v128.load(plane, 3 * VECTOR),
    )
    sign = v128.and(before, i32x4.splat(i32.MIN_VALUE))
    off = v128.bitselect(f32x4.splat(FAR_OFF), off, f32x4.lt(f32x4.abs(before), f32x4.splat(SIDE_DOUBT)))
  }
  put(bothSides, target + 4 * VECTOR, minor(av, bw, aw, bv), sign)
  put(bothSides, target + 5 * VECTOR, minor(aw, bu, au, bw), sign)
  put(bothSides, target + 6 * VECTOR, minor(au, bv, av, bu), sign)
  put(bothSides, target + 7 * VECTOR, minor(cv, aw, cw, av), sign)
  put(bothSides, target + 8 * VECTOR, minor(cw, au, cu, aw), sign)
  put(bothSides, target + 9 * VECTOR, minor(cu, av, cv, au), sign)
  put(bothSides, target + 10 * VECTOR, nx, sign)
  put(bothSides, target + 11 * VECTOR, ny, sign)
  put(bothSides, target + 12 * VECTOR, nw, sign)
  v128.store(target, off, 13 * VECTOR)
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
