import {
  CHILD, DEPTH_BY_AREA, LEAF, LEAF_BITS, LEAF_TRIANGLES, LEAST, MAX_DEPTH, NODE, SLACK, UNSURE, USED_BITS,
} from './boxTree'

/** Bytes of a bounded triangle: low x, y, z float32, number uint32, high x, y, z float32, 4 unused. */
const BOUNDED: usize = 32
/** Bytes of a bin: low x, y, z, unused, high x, y, z float32, triangles int32. */
const BIN: usize = 32
const BINS: i32 = 16
/** Bins for a range of few triangles, which gains nothing from finer ones. */
const COARSE_BINS: i32 = 8
const COARSE_BELOW: i32 = 32
/** Bytes of a range of bounded triangles that is to become a child: low, high x, y, z, unused float32, start, end int32, 8 unused. */
const RANGE: usize = 48
const START: usize = 32
const END: usize = 36

let nodes: usize = 0
let leaves: usize = 0
let bounded: usize = 0
let bins: usize = 0
let costs: usize = 0
let vertices: usize = 0
let triangles: usize = 0
let places: usize = 0
let sortedVertices: usize = 0
let sortedTriangles: usize = 0
let placeCount: u32 = 0
let nodeCount: i32 = 0
let leafCount: i32 = 0

/** Bytes that growTree works in. */
export function growScratchBytes(vertexCount: i32, count: i32): usize {
  return <usize>count * BOUNDED + <usize>vertexCount * 4 + 3 * BINS * BIN + BINS * 4 + <usize>(MAX_DEPTH + 2) * 4 * RANGE
}

/**
 * Grows a tree over triangles, splitting by surface area in bins: Wald, "On fast Construction of SAH-based Bounding
 * Volume Hierarchies", 2007. The vertices and triangles that its leaves need are stored in the order of the leaves.
 *
 * @param count              triangles, at least one
 * @param nodesAt            NODE * count; leavesAt LEAF * count
 * @param sortedVerticesAt   24 * vertexCount; sortedTrianglesAt 48 * count: three vertex numbers by triangle of a leaf
 * @param scratch            growScratchBytes
 * @returns                  number of leaves
 */
export function growTree(
  verticesAt: usize, vertexCount: i32, trianglesAt: usize, count: i32, nodesAt: usize, leavesAt: usize,
  sortedVerticesAt: usize, sortedTrianglesAt: usize, scratch: usize,
): i32 {
  vertices = verticesAt
  triangles = trianglesAt
  nodes = nodesAt
  leaves = leavesAt
  sortedVertices = sortedVerticesAt
  sortedTriangles = sortedTrianglesAt
  bounded = scratch
  places = bounded + <usize>count * BOUNDED
  bins = places + <usize>vertexCount * 4
  costs = bins + 3 * BINS * BIN
  nodeCount = 0
  leafCount = 0
  placeCount = 0
  memory.fill(places, 0xff, <usize>vertexCount * 4)
  boundTriangles(count)
  const ranges = costs + BINS * 4
  setRange(ranges, 0, count)
  growNode(ranges, 0)
  return leafCount
}

function boundTriangles(count: i32): void {
  const slack = f32x4.splat(SLACK)
  for (let k = 0; k < count; k++) {
    const triangle = triangles + <usize>k * 12, at = bounded + <usize>k * BOUNDED
    const a = corner(triangle), b = corner(triangle + 4), c = corner(triangle + 8)
    v128.store(at, f32x4.sub(f32x4.pmin(f32x4.pmin(a, b), c), slack))
    v128.store(at, f32x4.add(f32x4.pmax(f32x4.pmax(a, b), c), slack), 16)
    store<u32>(at, k, 12)
  }
}

// @ts-ignore: decorator
@inline
function corner(index: usize): v128 {
  const vertex = vertices + <usize>load<u32>(index) * 24
  return f32x4.replace_lane(f32x4.demote_f64x2_zero(v128.load(vertex)), 2, <f32>load<f64>(vertex, 16))
}

/**
 * Makes a node of a range, and its children.
 * @param ranges the range of the node, then room for three more and for those of its children
 */
function growNode(ranges: usize, depth: i32): i32 {
  const count = splitIntoFour(ranges, depth)
  const number = nodeCount++
  const node = nodes + <usize>number * NODE
  let leafBits = 0
  for (let k = 0; k < 4; k++) {
    const isUsed = k < count
    const range = ranges + <usize>(isUsed ? k : 0) * RANGE, at = node + (<usize>k << 2)
    for (let axis: usize = 0; axis < 3; axis++) {
      store<f32>(at + (axis << 4), load<f32>(range + (axis << 2)))
      store<f32>(at + (axis << 4), load<f32>(range + (axis << 2), 16), 48)
    }
    const isLeaf = !isUsed || load<i32>(range, END) - load<i32>(range, START) <= LEAF_TRIANGLES
    if (isLeaf) leafBits |= 1 << k
    store<i32>(at, isUsed && isLeaf ? writeLeaf(load<i32>(range, START), load<i32>(range, END)) : 0, CHILD)
  }
  store<i32>(node, (1 << count) - 1, USED_BITS)
  store<i32>(node, leafBits, LEAF_BITS)
  const below = ranges + 4 * RANGE
  for (let k = 0; k < count; k++) {
    if (leafBits & (1 << k)) continue
    memory.copy(below, ranges + <usize>k * RANGE, RANGE)
    store<i32>(node + (<usize>k << 2), growNode(below, depth + 1), CHILD)
  }
  return number
}

/**
 * Splits the range with the largest area until there are four ranges or all are leaves.
 * @returns how many there are
 */
function splitIntoFour(ranges: usize, depth: i32): i32 {
  let count = 1
  while (count < 4) {
    let largest: f32 = -1
    let chosen: usize = 0
    for (let k = 0; k < count; k++) {
      const range = ranges + <usize>k * RANGE
      if (load<i32>(range, END) - load<i32>(range, START) <= LEAF_TRIANGLES) continue
      const size = area(v128.load(range), v128.load(range, 16))
      if (size > largest) {
        largest = size
        chosen = range
      }
    }
    if (chosen == 0) break
    split(chosen, ranges + <usize>count * RANGE, depth)
    count++
  }
  return count
}

/** Leaves one half of a range in place and writes the other to `other`. */
function split(range: usize, other: usize, depth: i32): void {
  const start = load<i32>(range, START), end = load<i32>(range, END)
  const first = bounded + <usize>start * BOUNDED, stop = bounded + <usize>end * BOUNDED
  let low = f32x4.splat(f32.MAX_VALUE), high = f32x4.splat(-f32.MAX_VALUE)
  for (let at = first; at < stop; at += BOUNDED) {
    const middle = twiceCenter(at)
    low = f32x4.pmin(low, middle)
    high = f32x4.pmax(high, middle)
  }
  const used = end - start < COARSE_BELOW ? COARSE_BINS : BINS
  const extent = f32x4.sub(high, low)
  // Below 1, so that the last center falls into the last bin; 0 for an axis that can not be split.
  const scale = v128.and(
    f32x4.div(f32x4.splat(<f32>used * <f32>0.9999), extent), f32x4.gt(extent, f32x4.splat(<f32>1e-9)),
  )
  fillBins(first, stop, low, scale, used)
  let best = f32.MAX_VALUE
  let axis = -1, bin = 0
  for (let tried = 0; tried < 3; tried++) {
    findCosts(tried, used, end - start)
    for (let k = 1; k < used; k++) {
      const cost = load<f32>(costs + (<usize>k << 2))
      if (cost < best) {
        best = cost
        axis = tried
        bin = k
      }
    }
  }
  let middle = (start + end) >> 1
  if (axis >= 0 && depth < DEPTH_BY_AREA) middle = start + <i32>((partition(first, stop, low, scale, axis, bin) - first) / BOUNDED)
  setRange(range, start, middle)
  setRange(other, middle, end)
}

function fillBins(first: usize, stop: usize, low: v128, scale: v128, used: i32): void {
  for (let axis = 0; axis < 3; axis++)
    for (let k = 0; k < used; k++) {
      const bin = bins + <usize>(axis * BINS + k) * BIN
      v128.store(bin, f32x4.splat(f32.MAX_VALUE))
      v128.store(bin, i32x4.replace_lane(f32x4.splat(-f32.MAX_VALUE), 3, 0), 16)
    }
  const lastLane = i32x4(0, 0, 0, -1), one = i32x4(0, 0, 0, 1)
  for (let at = first; at < stop; at += BOUNDED) {
    const from = v128.load(at), to = v128.load(at, 16)
    const numbers = i32x4.trunc_sat_f32x4_u(f32x4.mul(f32x4.sub(twiceCenter(at), low), scale))
    for (let axis = 0; axis < 3; axis++) {
      const bin = bins + <usize>(axis * BINS + lane(numbers, axis)) * BIN
      const last = v128.load(bin, 16)
      v128.store(bin, f32x4.pmin(v128.load(bin), from))
      v128.store(bin, v128.bitselect(i32x4.add(last, one), f32x4.pmax(last, to), lastLane), 16)
    }
  }
}

/**
 * Writes the cost of a split before bin k: surface times leaves, summed over both sides; MAX_VALUE if a side is
 * empty.
 */
function findCosts(axis: i32, used: i32, count: i32): void {
  const first = bins + <usize>(axis * BINS) * BIN
  let low = f32x4.splat(f32.MAX_VALUE), high = f32x4.splat(-f32.MAX_VALUE)
  let inside = 0
  for (let k = used - 1; k > 0; k--) {
    const bin = first + <usize>k * BIN
    inside += load<i32>(bin, 28)
    low = f32x4.pmin(low, v128.load(bin))
    high = f32x4.pmax(high, v128.load(bin, 16))
    store<f32>(costs + (<usize>k << 2), inside == 0 ? f32.MAX_VALUE : area(low, high) * leavesOf(inside))
  }
  low = f32x4.splat(f32.MAX_VALUE)
  high = f32x4.splat(-f32.MAX_VALUE)
  inside = 0
  for (let k = 1; k < used; k++) {
    const bin = first + <usize>(k - 1) * BIN, cost = costs + (<usize>k << 2)
    inside += load<i32>(bin, 28)
    low = f32x4.pmin(low, v128.load(bin))
    high = f32x4.pmax(high, v128.load(bin, 16))
    if (inside > 0 && inside < count) store<f32>(cost, load<f32>(cost) + area(low, high) * leavesOf(inside))
    else store<f32>(cost, f32.MAX_VALUE)
  }
}

// @ts-ignore: decorator
@inline
function leavesOf(count: i32): f32 {
  return <f32>((count + LEAF_TRIANGLES - 1) / LEAF_TRIANGLES)
}

/** Moves the triangles whose bin on the axis lies before `bin` to the front. @returns address of the first other */
function partition(first: usize, stop: usize, low: v128, scale: v128, axis: i32, bin: i32): usize {
  let last = stop - BOUNDED
  while (first <= last) {
    const numbers = i32x4.trunc_sat_f32x4_u(f32x4.mul(f32x4.sub(twiceCenter(first), low), scale))
    if (lane(numbers, axis) < bin) first += BOUNDED
    else {
      const from = v128.load(first), to = v128.load(first, 16)
      v128.store(first, v128.load(last))
      v128.store(first, v128.load(last, 16), 16)
      v128.store(last, from)
      v128.store(last, to, 16)
      last -= BOUNDED
    }
  }
  return first
}

function setRange(range: usize, start: i32, end: i32): void {
  let low = f32x4.splat(f32.MAX_VALUE), high = f32x4.splat(-f32.MAX_VALUE)
  for (let at = bounded + <usize>start * BOUNDED, stop = bounded + <usize>end * BOUNDED; at < stop; at += BOUNDED) {
    low = f32x4.pmin(low, v128.load(at))
    high = f32x4.pmax(high, v128.load(at, 16))
  }
  v128.store(range, low)
  v128.store(range, high, 16)
  store<i32>(range, start, START)
  store<i32>(range, end, END)
}

/** Writes a leaf. @returns ~number of the leaf */
function writeLeaf(start: i32, end: i32): i32 {
  const leaf = leaves + <usize>leafCount * LEAF
  for (let k = 0; k < LEAF_TRIANGLES; k++) {
    // Places of missing triangles repeat the last one, with an edge function that no hit can reach.
    const number = load<u32>(bounded + <usize>min(start + k, end - 1) * BOUNDED, 12)
    const triangle = triangles + <usize>number * 12
    const a = vertices + <usize>load<u32>(triangle) * 24
    const b = vertices + <usize>load<u32>(triangle, 4) * 24
    const c = vertices + <usize>load<u32>(triangle, 8) * 24
    const at = leaf + (<usize>k << 2)
    let longest: f64 = 0
    for (let axis: usize = 0; axis < 3; axis++) {
      const origin = load<f64>(a + (axis << 3))
      const ab = load<f64>(b + (axis << 3)) - origin, ac = load<f64>(c + (axis << 3)) - origin
      longest = max(longest, max(abs(ab), abs(ac)))
      store<f32>(at + (axis << 4), <f32>origin)
      store<f32>(at + (axis << 4), <f32>ab, 48)
      store<f32>(at + (axis << 4), <f32>ac, 96)
    }
    store<f32>(at, start + k < end ? <f32>(-UNSURE * longest) : f32.MAX_VALUE, LEAST)
    const sorted = sortedTriangles + <usize>(leafCount * LEAF_TRIANGLES + k) * 12
    for (let corner: usize = 0; corner < 12; corner += 4) store<u32>(sorted + corner, placeOf(load<u32>(triangle + corner)))
  }
  return ~leafCount++
}

/** Number of a vertex among the sorted ones: vertices are sorted by their first use. */
function placeOf(vertex: u32): u32 {
  const place = places + (<usize>vertex << 2)
  if (load<u32>(place) == u32.MAX_VALUE) {
    memory.copy(sortedVertices + <usize>placeCount * 24, vertices + <usize>vertex * 24, 24)
    store<u32>(place, placeCount++)
  }
  return load<u32>(place)
}

// @ts-ignore: decorator
@inline
function twiceCenter(at: usize): v128 {
  return f32x4.add(v128.and(v128.load(at), i32x4(-1, -1, -1, 0)), v128.load(at, 16))
}

// @ts-ignore: decorator
@inline
function area(low: v128, high: v128): f32 {
  const size = f32x4.sub(high, low)
  const x = f32x4.extract_lane(size, 0), y = f32x4.extract_lane(size, 1), z = f32x4.extract_lane(size, 2)
  return x * y + y * z + z * x
}

// @ts-ignore: decorator
@inline
function lane(vector: v128, axis: i32): i32 {
  return axis == 0 ? i32x4.extract_lane(vector, 0) : axis == 1 ? i32x4.extract_lane(vector, 1) : i32x4.extract_lane(vector, 2)
}
