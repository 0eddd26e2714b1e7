import { CHILD, LEAF_BITS, MAX_DEPTH, NODE, USED_BITS } from './boxTree'
import { DIRECTION, writeDirections } from './directions'
import { meetLeaves, meetLeavesBytes, startLeaves } from './meetLeaves'

/** Bytes of a list that waits for its child: child int32, start, end of the list uint32. */
const WAITING: usize = 12
/** Pairs of chord and leaf that are collected before they are tested; an eighth of a level-1 cache. */
const QUEUE: i32 = 512

let directions: usize = 0
let queue: usize = 0
let queueEnd: usize = 0
let queueLimit: usize = 0

/** Size of a queue: one more list may be added on top, for four leaves. */
function queueSize(most: i32): i32 {
  return QUEUE + 4 * most + 1
}

/** Bytes that traceChords works in, in views of at most `most` points. */
export function traceWorkBytes(most: i32): usize {
  const lists = <usize>most * 2 * (4 * MAX_DEPTH + 1) + 2
  return (
    <usize>most * DIRECTION + <usize>queueSize(most) * 8 + meetLeavesBytes(queueSize(most)) +
    <usize>(MAX_DEPTH + 1) * 4 * WAITING + lists
  )
}

/**
 * Intersects the chords of a view with the triangles of a BVH. The hits are those of drawTriangles.
 *
 * All chords go down the tree together, as lists: Tsakok, "Faster incoherent rays: Multi-BVH ray stream tracing", 2009.
 * Whether a chord meets a box can not be predicted, so nothing branches on it: each outcome is written, and then kept
 * or overwritten.
 *
 * @param nodes, leaves, leafCount, vertices, triangles  as growTree leaves them, vertices and triangles sorted
 * @param frame    9 float64: the axes u, v, w of the view; it looks along w from -w
 * @param x, y     float64 picture coordinates of the view's lattice points
 * @param nearest  and farthest, odd: as drawTriangles
 * @param work     traceWorkBytes
 */
export function traceChords(
  nodes: usize, leaves: usize, leafCount: i32, vertices: usize, triangles: usize, frame: usize, x: usize, y: usize,
  points: i32, nearest: usize, farthest: usize, odd: usize, work: usize,
): void {
  directions = work
  queue = directions + <usize>points * DIRECTION
  queueEnd = queue
  queueLimit = queue + <usize>QUEUE * 8
  const size = queueSize(points)
  const leafWork = queue + <usize>size * 8
  const waiting = leafWork + meetLeavesBytes(size)
  writeDirections(frame, x, y, points, directions)
  startLeaves(leaves, leafCount, vertices, triangles, frame, x, y, nearest, farthest, odd, directions, size, leafWork)
  const originX = f32x4.splat(<f32>-load<f64>(frame, 48)), originY = f32x4.splat(<f32>-load<f64>(frame, 56))
  const originZ = f32x4.splat(<f32>-load<f64>(frame, 64))

  let list = waiting + <usize>(MAX_DEPTH + 1) * 4 * WAITING
  let listEnd = list + (<usize>points << 1)
  for (let point = 0; point < points; point++) store<u16>(list + (<usize>point << 1), point)
  let child = 0
  let top = waiting
  while (true) {
    const node = nodes + <usize>child * NODE
    const lowX = f32x4.sub(v128.load(node), originX), highX = f32x4.sub(v128.load(node, 48), originX)
    const lowY = f32x4.sub(v128.load(node, 16), originY), highY = f32x4.sub(v128.load(node, 64), originY)
    const lowZ = f32x4.sub(v128.load(node, 32), originZ), highZ = f32x4.sub(v128.load(node, 80), originZ)
    const used = load<i32>(node, USED_BITS)
    if (load<i32>(node, LEAF_BITS) == 15) {
      const leaf0 = leafOf(node), leaf1 = leafOf(node + 4), leaf2 = leafOf(node + 8), leaf3 = leafOf(node + 12)
      let end = queueEnd
      for (; list < listEnd; list += 2) {
        const point = load<u16>(list)
        const met = meetBoxes(lowX, lowY, lowZ, highX, highY, highZ, used, point)
        store<u64>(end, leaf0 | <u64>point)
        end += (met << 3) & 8
        store<u64>(end, leaf1 | <u64>point)
        end += (met << 2) & 8
        store<u64>(end, leaf2 | <u64>point)
        end += (met << 1) & 8
        store<u64>(end, leaf3 | <u64>point)
        end += met & 8
      }
      leaveQueue(end)
    } else {
      // Lists that wait longer lie lower; the list that is tested next may write behind itself.
      const room = listEnd - list
      const start3 = listEnd, start2 = start3 + room, start1 = start2 + room, start0 = start1 + room
      let end0 = start0, end1 = start1, end2 = start2, end3 = start3
      for (; list < listEnd; list += 2) {
        const point = load<u16>(list)
        const met = meetBoxes(lowX, lowY, lowZ, highX, highY, highZ, used, point)
        store<u16>(end0, point)
        end0 += (met << 1) & 2
        store<u16>(end1, point)
        end1 += met & 2
        store<u16>(end2, point)
        end2 += (met >> 1) & 2
        store<u16>(end3, point)
        end3 += (met >> 2) & 2
      }
      top = wait(load<i32>(node, CHILD + 12), start3, end3, top)
      top = wait(load<i32>(node, CHILD + 8), start2, end2, top)
      top = wait(load<i32>(node, CHILD + 4), start1, end1, top)
      top = wait(load<i32>(node, CHILD), start0, end0, top)
    }
    do {
      if (top == waiting) {
        meetLeaves(queue, queueEnd)
        return
      }
      top -= WAITING
      child = load<i32>(top)
      list = load<u32>(top, 4)
      listEnd = load<u32>(top, 8)
      if (child < 0) queueLeaf(~child, list, listEnd)
    } while (child < 0)
  }
}

// @ts-ignore: decorator
@inline
function wait(child: i32, list: usize, listEnd: usize, top: usize): usize {
  store<i32>(top, child)
  store<u32>(top, <u32>list, 4)
  store<u32>(top, <u32>listEnd, 8)
  return top + (<usize>(<i32>(list - listEnd) >> 31) & WAITING)
}

/**
 * Bit k is set where the chord meets box k, with boxes given relative to the view's origin: the chord enters the last
 * pair of planes before it leaves the first.
 */
// @ts-ignore: decorator
@inline
function meetBoxes(
  lowX: v128, lowY: v128, lowZ: v128, highX: v128, highY: v128, highZ: v128, used: i32, point: i32,
): usize {
  const direction = directions + <usize>point * DIRECTION
  const perX = v128.load32_splat(direction, 16), perY = v128.load32_splat(direction, 20)
  const perZ = v128.load32_splat(direction, 24)
  const x0 = f32x4.mul(lowX, perX), y0 = f32x4.mul(lowY, perY), z0 = f32x4.mul(lowZ, perZ)
  const x1 = f32x4.mul(highX, perX), y1 = f32x4.mul(highY, perY), z1 = f32x4.mul(highZ, perZ)
  const enter = f32x4.pmax(f32x4.pmax(f32x4.pmin(x0, x1), f32x4.pmin(y0, y1)), f32x4.pmin(z0, z1))
  const leave = f32x4.pmin(f32x4.pmin(f32x4.pmax(x0, x1), f32x4.pmax(y0, y1)), f32x4.pmax(z0, z1))
  return <usize>(i32x4.bitmask(f32x4.le(enter, leave)) & used)
}

// @ts-ignore: decorator
@inline
function leafOf(child: usize): u64 {
  return <u64>~load<i32>(child, CHILD) << 32
}

function queueLeaf(leaf: i32, list: usize, listEnd: usize): void {
  let end = queueEnd
  for (; list < listEnd; list += 2) {
    store<u64>(end, (<u64>leaf << 32) | <u64>load<u16>(list))
    end += 8
  }
  leaveQueue(end)
}

function leaveQueue(end: usize): void {
  queueEnd = end
  if (end <= queueLimit) return
  meetLeaves(queue, end)
  queueEnd = queue
}
