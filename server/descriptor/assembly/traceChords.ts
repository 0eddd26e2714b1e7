import { CHILD, CHILDREN, HALF_WIDTH, MAX_DEPTH, NODE } from './boxTree'
import { listBytes, meetLeaves, MOST_IN_LIST, queueLeaf, startLists, traceList } from './traceLists'
import { CELLS, prepareView, SPOT, SPOT_MARGIN, spots, starts, sums, viewBytes } from './view'

/** No triangle comes nearer to a view: 1 - 1 / 1.05, less rounding. */
const NEAREST: f32 = 0.047

/** Bytes that traceChords works in, in views of at most `most` points. */
export function traceWorkBytes(most: i32): usize {
  return viewBytes(most) + listBytes(most) + <usize>MAX_DEPTH * 16 + 64 + listsBytes(most)
}

/** A list of all, or one of MOST_IN_LIST and what it leaves on each level. */
function listsBytes(most: i32): usize {
  return 2 * <usize>max(most, MOST_IN_LIST * 4 * (MAX_DEPTH + 1)) + 16
}

/**
 * Meets the chords of a view with the triangles of a tree: the same hits as drawTriangles.
 *
 * Boxes are drawn onto the picture until each covers few lattice points; those go on alone.
 *
 * @param x, y     float64 picture coordinates of the view's lattice points
 * @param stretch  as ../chordViews.ts; scale likewise, for CELLS cells
 * @param nearest  as drawTriangles; farthest, odd likewise
 * @param work     traceWorkBytes, aligned to 16
 */
export function traceChords(
  nodes: usize, leaves: usize, vertices: usize, triangles: usize, frame: usize, x: usize, y: usize, points: i32,
  nearest: usize, farthest: usize, odd: usize, stretch: f32, scale: f32, work: usize,
): void {
  prepareView(frame, x, y, points, stretch, scale, work)
  const listWork = (work + viewBytes(points) + 15) & ~15
  startLists(nodes, leaves, vertices, triangles, frame, x, y, nearest, farthest, odd, points, listWork)
  const boxes = (listWork + listBytes(points) + 15) & ~15
  const stack = boxes + 64
  const list = stack + <usize>MAX_DEPTH * 16
  const uX = axis(frame), uY = axis(frame + 8), uZ = axis(frame + 16)
  const vX = axis(frame + 24), vY = axis(frame + 32), vZ = axis(frame + 40)
  const wX = axis(frame + 48), wY = axis(frame + 56), wZ = axis(frame + 64)
  const one = f32x4.splat(1), last = i32x4.splat(CELLS - 1), pitch = i32x4.splat(CELLS + 1)
  const middle = <f32>CELLS / 2
  let top = stack + 4
  store<i32>(stack, 0)
  while (top > stack) {
    top -= 4
    const node = nodes + <usize>load<i32>(top) * NODE
    const x = v128.load(node), y = v128.load(node, 16), z = v128.load(node, 32)
    const halfX = v128.load(node, HALF_WIDTH), halfY = v128.load(node, HALF_WIDTH + 16), halfZ = v128.load(node, HALF_WIDTH + 32)
    const u = dot(x, y, z, uX, uY, uZ), v = dot(x, y, z, vX, vY, vZ), w = f32x4.add(one, dot(x, y, z, wX, wY, wZ))
    const halfU = reach(halfX, halfY, halfZ, uX, uY, uZ), halfV = reach(halfX, halfY, halfZ, vX, vY, vZ)
    const halfW = reach(halfX, halfY, halfZ, wX, wY, wZ)
    const near = f32x4.pmax(f32x4.splat(NEAREST), f32x4.sub(w, halfW)), far = f32x4.add(w, halfW)
    const left = spotOf(f32x4.sub(u, halfU), near, far, stretch, scale, middle - SPOT_MARGIN)
    const right = spotOf(f32x4.add(u, halfU), far, near, stretch, scale, middle + SPOT_MARGIN)
    const above = spotOf(f32x4.sub(v, halfV), near, far, stretch, scale, middle - SPOT_MARGIN)
    const below = spotOf(f32x4.add(v, halfV), far, near, stretch, scale, middle + SPOT_MARGIN)
    storeBoxes(boxes, left, above, f32x4.neg(right), f32x4.neg(below))
    const firstColumn = i32x4.min_s(last, i32x4.trunc_sat_f32x4_u(left))
    const endColumn = i32x4.add(i32x4.min_s(last, i32x4.trunc_sat_f32x4_u(right)), i32x4.splat(1))
    const firstRow = i32x4.mul(i32x4.min_s(last, i32x4.trunc_sat_f32x4_u(above)), pitch)
    const endRow = i32x4.mul(i32x4.add(i32x4.min_s(last, i32x4.trunc_sat_f32x4_u(below)), i32x4.splat(1)), pitch)
    const northWest = i32x4.add(firstRow, firstColumn), northEast = i32x4.add(firstRow, endColumn)
    const southWest = i32x4.add(endRow, firstColumn), southEast = i32x4.add(endRow, endColumn)
    const children = load<i32>(node, CHILDREN)
    for (let k = 0; k < children; k++) {
      const corner = lane(northWest, k), end = lane(southEast, k), otherCorner = lane(northEast, k)
      const count = sum(end) - sum(lane(southWest, k)) - sum(otherCorner) + sum(corner)
      if (count == 0) continue
      const child = load<i32>(node + (<usize>k << 2), CHILD)
      if (child >= 0 && count > MOST_IN_LIST) {
        store<i32>(top, child)
        top += 4
        continue
      }
      const row = corner / (CELLS + 1), column = corner - row * (CELLS + 1)
      const listEnd = listChords(
        v128.load(boxes + (<usize>k << 4)), row, end / (CELLS + 1), column, otherCorner - corner, list,
      )
      if (listEnd == list) continue
      if (child < 0) queueLeaf(~child, list, listEnd)
      else traceList(child, list, listEnd)
    }
  }
  meetLeaves()
}

/** Lists (uint16) the chords within a box of the picture: first column, row, -last column, -last row. @returns end of the list */
// @ts-ignore: decorator
@inline
function listChords(box: v128, row: i32, endRow: i32, column: i32, columns: i32, list: usize): usize {
  let cell = starts + (<usize>(row * CELLS + column) << 1)
  for (; row < endRow; row++) {
    const stop = <usize>load<u16>(cell + (<usize>columns << 1))
    for (let chord = <usize>load<u16>(cell); chord < stop; chord++) {
      store<u16>(list, <u16>chord)
      list += <usize>i32x4.all_true(f32x4.ge(v128.load(spots + chord * SPOT), box)) << 1
    }
    cell += CELLS << 1
  }
  return list
}

/** Writes four boxes of the picture, each as one vector. */
// @ts-ignore: decorator
@inline
function storeBoxes(boxes: usize, left: v128, above: v128, right: v128, below: v128): void {
  const low01 = v128.shuffle<i32>(left, above, 0, 4, 1, 5), low23 = v128.shuffle<i32>(left, above, 2, 6, 3, 7)
  const high01 = v128.shuffle<i32>(right, below, 0, 4, 1, 5), high23 = v128.shuffle<i32>(right, below, 2, 6, 3, 7)
  v128.store(boxes, v128.shuffle<i64>(low01, high01, 0, 2))
  v128.store(boxes, v128.shuffle<i64>(low01, high01, 1, 3), 16)
  v128.store(boxes, v128.shuffle<i64>(low23, high23, 0, 2), 32)
  v128.store(boxes, v128.shuffle<i64>(low23, high23, 1, 3), 48)
}

/** Column or row of u, least or most of all depths: on its own side of the middle u lies farther out when near. */
// @ts-ignore: decorator
@inline
function spotOf(u: v128, depthIfNegative: v128, depth: v128, stretch: f32, scale: f32, middle: f32): v128 {
  const w = v128.bitselect(depthIfNegative, depth, f32x4.lt(u, f32x4.splat(0)))
  const divisor = f32x4.add(w, f32x4.mul(f32x4.splat(stretch), f32x4.abs(u)))
  return f32x4.add(f32x4.splat(middle), f32x4.div(f32x4.mul(f32x4.splat(scale), u), divisor))
}

// @ts-ignore: decorator
@inline
function axis(at: usize): v128 {
  return f32x4.splat(<f32>load<f64>(at))
}

// @ts-ignore: decorator
@inline
function dot(a: v128, b: v128, c: v128, x: v128, y: v128, z: v128): v128 {
  return f32x4.add(f32x4.add(f32x4.mul(a, x), f32x4.mul(b, y)), f32x4.mul(c, z))
}

/** Half the extent of boxes along an axis. */
// @ts-ignore: decorator
@inline
function reach(halfX: v128, halfY: v128, halfZ: v128, x: v128, y: v128, z: v128): v128 {
  return dot(halfX, halfY, halfZ, f32x4.abs(x), f32x4.abs(y), f32x4.abs(z))
}

// @ts-ignore: decorator
@inline
function sum(corner: i32): i32 {
  return <i32>load<u16>(sums + (<usize>corner << 1))
}

// @ts-ignore: decorator
@inline
function lane(vector: v128, k: i32): i32 {
  if (k == 0) return i32x4.extract_lane(vector, 0)
  if (k == 1) return i32x4.extract_lane(vector, 1)
  if (k == 2) return i32x4.extract_lane(vector, 2)
  return i32x4.extract_lane(vector, 3)
}
