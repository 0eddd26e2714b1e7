// Sends lists of chords down the tree, as in Tsakok, "Faster incoherent rays: Multi-BVH ray stream tracing", 2009. Boxes
// and triangles are met in float32, generously; what they let pass goes to meetTriangles, which decides.
// Whether one chord meets a box is a coin toss, so nothing branches on it: each outcome is written, and kept or not.

import { CHILD, HALF_WIDTH, LEAF, LEAF_BITS, LEAST, MAX_DEPTH, NODE, TRIANGLE } from './boxTree'
import { meetTriangles } from './meetTriangles'
import { CHORD, chords, originX, originY, originZ, points } from './view'

/** Bytes of a list that waits for its child: child int32, start, end of the list uint32. */
const WAITING: usize = 12
/** Chords that go into the tree in one list. */
export const MOST_IN_LIST: i32 = 64
/** Chords on their way into leaves that are collected before they are met; an eighth of a level-1 cache. */
const QUEUE: usize = 1024

let nodes: usize = 0
let leaves: usize = 0
let vertices: usize = 0
let triangles: usize = 0
let frame: usize = 0
let x: usize = 0
let y: usize = 0
let nearest: usize = 0
let farthest: usize = 0
let odd: usize = 0
let waiting: usize = 0
/** (chord, leaf) uint32: met by meetLeaves. */
let queue: usize = 0
let queueEnd: usize = 0
let queueLimit: usize = 0
/** (chord << 4 | bits of its triangles, leaf) uint32: may be hits. */
let candidates: usize = 0
/** (point, triangle) uint32 */
let pairs: usize = 0

/** Bytes of a queue that a list of `most` chords, or one that meets four leaves, may overrun, and of one pair more. */
function queueBytes(most: i32): usize {
  return 8 * (QUEUE + <usize>max(most, 4 * MOST_IN_LIST) + 2)
}

/** Bytes that traceList and queueLeaf work in; `most` chords may go into one leaf. */
export function listBytes(most: i32): usize {
  return 6 * queueBytes(most) + <usize>MAX_DEPTH * 4 * WAITING
}

/** Makes a tree and a view, as traceChords has them, what traceList and queueLeaf work on. */
export function startLists(
  nodesAt: usize, leavesAt: usize, verticesAt: usize, trianglesAt: usize, frameAt: usize, xAt: usize, yAt: usize,
  nearestAt: usize, farthestAt: usize, oddAt: usize, most: i32, work: usize,
): void {
  nodes = nodesAt
  leaves = leavesAt
  vertices = verticesAt
  triangles = trianglesAt
  frame = frameAt
  x = xAt
  y = yAt
  nearest = nearestAt
  farthest = farthestAt
  odd = oddAt
  const room = queueBytes(most)
  queue = work
  queueEnd = queue
  queueLimit = queue + 8 * QUEUE
  candidates = queue + room
  pairs = candidates + room
  waiting = pairs + 4 * room
}

/** Meets the chords (uint16) of a list with everything below a node. Memory behind the list is written to. */
export function traceList(node: i32, list: usize, listEnd: usize): void {
  let top = waiting
  while (true) {
    const room = listEnd - list
    const at = nodes + <usize>node * NODE
    if (load<i32>(at, LEAF_BITS) == 15) queueLeaves(at, list, listEnd)
    else {
      // Lists that wait longer lie lower; one that is met next may write behind itself.
      const start3 = listEnd, start2 = start3 + room, start1 = start2 + room, start0 = start1 + room
      let end0 = start0, end1 = start1, end2 = start2, end3 = start3
      const centerX = f32x4.sub(v128.load(at), originX), centerY = f32x4.sub(v128.load(at, 16), originY)
      const centerZ = f32x4.sub(v128.load(at, 32), originZ)
      for (; list < listEnd; list += 2) {
        const chord = load<u16>(list)
        const met = meetBoxes(at, centerX, centerY, centerZ, chords + <usize>chord * CHORD)
        store<u16>(end0, chord)
        end0 += (met << 1) & 2
        store<u16>(end1, chord)
        end1 += met & 2
        store<u16>(end2, chord)
        end2 += (met >> 1) & 2
        store<u16>(end3, chord)
        end3 += (met >> 2) & 2
      }
      top = wait(load<i32>(at, CHILD + 12), start3, end3, top)
      top = wait(load<i32>(at, CHILD + 8), start2, end2, top)
      top = wait(load<i32>(at, CHILD + 4), start1, end1, top)
      top = wait(load<i32>(at, CHILD), start0, end0, top)
    }
    do {
      if (top == waiting) return
      top -= WAITING
      node = load<i32>(top)
      list = load<u32>(top, 4)
      listEnd = load<u32>(top, 8)
      if (node < 0) queueLeaf(~node, list, listEnd)
    } while (node < 0)
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

/** Bit k: the chord meets box k. The boxes' slabs are met at center - width and center + width. */
// @ts-ignore: decorator
@inline
function meetBoxes(node: usize, centerX: v128, centerY: v128, centerZ: v128, chord: usize): usize {
  const perX = v128.load32_splat(chord, 16), perY = v128.load32_splat(chord, 20), perZ = v128.load32_splat(chord, 24)
  const x = f32x4.mul(centerX, perX), y = f32x4.mul(centerY, perY), z = f32x4.mul(centerZ, perZ)
  const halfX = f32x4.mul(v128.load(node, HALF_WIDTH), f32x4.abs(perX))
  const halfY = f32x4.mul(v128.load(node, HALF_WIDTH + 16), f32x4.abs(perY))
  const halfZ = f32x4.mul(v128.load(node, HALF_WIDTH + 32), f32x4.abs(perZ))
  const enter = f32x4.pmax(f32x4.pmax(f32x4.sub(x, halfX), f32x4.sub(y, halfY)), f32x4.sub(z, halfZ))
  const leave = f32x4.pmin(f32x4.pmin(f32x4.add(x, halfX), f32x4.add(y, halfY)), f32x4.add(z, halfZ))
  return <usize>i32x4.bitmask(f32x4.le(enter, leave))
}

/** Queues the chords of a list for one leaf. */
export function queueLeaf(leaf: i32, list: usize, listEnd: usize): void {
  const address = <u64>(leaves + <usize>leaf * LEAF) << 32
  let end = queueEnd
  for (; list < listEnd; list += 2) {
    store<u64>(end, address | <u64>load<u16>(list))
    end += 8
  }
  queueEnd = end
  if (end > queueLimit) meetLeaves()
}

/** Queues the chords of a list for those of a node's children, all leaves, that they meet. */
function queueLeaves(node: usize, list: usize, listEnd: usize): void {
  const leaf0 = leafOf(node), leaf1 = leafOf(node + 4), leaf2 = leafOf(node + 8), leaf3 = leafOf(node + 12)
  const centerX = f32x4.sub(v128.load(node), originX), centerY = f32x4.sub(v128.load(node, 16), originY)
  const centerZ = f32x4.sub(v128.load(node, 32), originZ)
  let end = queueEnd
  for (; list < listEnd; list += 2) {
    const chord = <u64>load<u16>(list)
    const met = meetBoxes(node, centerX, centerY, centerZ, chords + <usize>chord * CHORD)
    store<u64>(end, leaf0 | chord)
    end += (met << 3) & 8
    store<u64>(end, leaf1 | chord)
    end += (met << 2) & 8
    store<u64>(end, leaf2 | chord)
    end += (met << 1) & 8
    store<u64>(end, leaf3 | chord)
    end += met & 8
  }
  queueEnd = end
  if (end > queueLimit) meetLeaves()
}

// @ts-ignore: decorator
@inline
function leafOf(child: usize): u64 {
  return <u64>(leaves + <usize>~load<i32>(child, CHILD) * LEAF) << 32
}

/** Meets queued chords with the triangles of their leaves: Moeller and Trumbore, JGT 2(1), 1997, four at a time. */
export function meetLeaves(): void {
  let end = candidates
  for (let at = queue; at < queueEnd; at += 8) {
    const chord = load<u32>(at), leaf = <usize>load<u32>(at, 4)
    const ray = chords + <usize>chord * CHORD
    const bx = v128.load(leaf, 48), by = v128.load(leaf, 64), bz = v128.load(leaf, 80)
    const cx = v128.load(leaf, 96), cy = v128.load(leaf, 112), cz = v128.load(leaf, 128)
    const tx = f32x4.sub(originX, v128.load(leaf)), ty = f32x4.sub(originY, v128.load(leaf, 16))
    const tz = f32x4.sub(originZ, v128.load(leaf, 32))
    const dx = v128.load32_splat(ray), dy = v128.load32_splat(ray, 4), dz = v128.load32_splat(ray, 8)
    const px = minor(dy, cz, dz, cy), py = minor(dz, cx, dx, cz), pz = minor(dx, cy, dy, cx)
    const qx = minor(ty, bz, tz, by), qy = minor(tz, bx, tx, bz), qz = minor(tx, by, ty, bx)
    const volume = dot(bx, by, bz, px, py, pz)
    const sign = v128.and(volume, i32x4.splat(i32.MIN_VALUE))
    const u = v128.xor(dot(tx, ty, tz, px, py, pz), sign), v = v128.xor(dot(dx, dy, dz, qx, qy, qz), sign)
    const w = f32x4.sub(f32x4.sub(v128.xor(volume, sign), u), v)
    const met = i32x4.bitmask(f32x4.ge(f32x4.pmin(f32x4.pmin(u, v), w), v128.load(leaf, LEAST)))
    store<u32>(end, (chord << 4) | met)
    store<u32>(end, <u32>leaf, 4)
    end += <usize>(-met >> 31) & 8
  }
  queueEnd = queue
  let pairsEnd = pairs
  for (let at = candidates; at < end; at += 8) {
    const point = load<u16>(points + (<usize>(load<u32>(at) >> 4) << 1)), leaf = <usize>load<u32>(at, 4)
    let met = load<u32>(at) & 15
    do {
      store<u32>(pairsEnd, point)
      store<u32>(pairsEnd, load<u32>(leaf + <usize>(ctz(met) << 2), TRIANGLE), 4)
      pairsEnd += 8
      met &= met - 1
    } while (met)
  }
  meetTriangles(pairs, pairsEnd, vertices, triangles, frame, x, y, nearest, farthest, odd)
}

// @ts-ignore: decorator
@inline
function minor(a: v128, b: v128, c: v128, d: v128): v128 {
  return f32x4.sub(f32x4.mul(a, b), f32x4.mul(c, d))
}

// @ts-ignore: decorator
@inline
function dot(a: v128, b: v128, c: v128, x: v128, y: v128, z: v128): v128 {
  return f32x4.add(f32x4.add(f32x4.mul(a, x), f32x4.mul(b, y)), f32x4.mul(c, z))
}
