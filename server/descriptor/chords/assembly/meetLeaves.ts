import { LEAF, LEAF_TRIANGLES, LEAST } from './boxTree'
import { DIRECTION } from './directions'
import { gather, MEETING, meetTriangles } from './meetTriangles'

/**
 * Leaves that the level-2 cache holds beside other data, 0.6 MB. Reading them from there takes no longer than testing
 * them.
 */
const NEAR_LEAVES: i32 = 4096
/** Bytes that the processor fetches at once. */
const LINE: usize = 64

/** Receives what fetchLeaves read, so that no compiler removes the reading. */
let read: u32 = 0
let leaves: usize = 0
let areFar: bool = false
let vertices: usize = 0
let triangles: usize = 0
let frame: usize = 0
let x: usize = 0
let y: usize = 0
let nearest: usize = 0
let farthest: usize = 0
let odd: usize = 0
let directions: usize = 0
/** (point << 4 | bits of its triangles, leaf) uint32: possible hits. */
let candidates: usize = 0
/** Meetings (MEETING) that are still to be decided. */
let meetings: usize = 0

/** Bytes that meetLeaves works in, for a queue of `most`. */
export function meetLeavesBytes(most: i32): usize {
  return <usize>(most + 1) * 8 + <usize>(LEAF_TRIANGLES * most + 1) * MEETING
}

/** Sets what meetLeaves works on, as traceChords has it, with room for a queue of `most`. */
export function startLeaves(
  leavesAt: usize, leafCount: i32, verticesAt: usize, trianglesAt: usize, frameAt: usize, xAt: usize, yAt: usize, nearestAt: usize,
  farthestAt: usize, oddAt: usize, directionsAt: usize, most: i32, work: usize,
): void {
  leaves = leavesAt
  areFar = leafCount > NEAR_LEAVES
  vertices = verticesAt
  triangles = trianglesAt
  frame = frameAt
  x = xAt
  y = yAt
  nearest = nearestAt
  farthest = farthestAt
  odd = oddAt
  directions = directionsAt
  candidates = work
  meetings = candidates + <usize>(most + 1) * 8
}

/**
 * Tests chords against the triangles of leaves, four at a time, in float32 with a tolerance (Moeller and Trumbore, JGT
 * 2(1), 1997). meetTriangles decides what passes.
 *
 * @param queue (point, leaf) uint32, up to `queueEnd`
 */
export function meetLeaves(queue: usize, queueEnd: usize): void {
  const originX = f32x4.splat(<f32>-load<f64>(frame, 48)), originY = f32x4.splat(<f32>-load<f64>(frame, 56))
  const originZ = f32x4.splat(<f32>-load<f64>(frame, 64))
  if (areFar) fetchLeaves(queue, queueEnd)
  let end = candidates
  for (; queue < queueEnd; queue += 8) {
    const point = load<u32>(queue), number = load<u32>(queue, 4)
    const leaf = leaves + <usize>number * LEAF
    const direction = directions + <usize>point * DIRECTION
    const bx = v128.load(leaf, 48), by = v128.load(leaf, 64), bz = v128.load(leaf, 80)
    const cx = v128.load(leaf, 96), cy = v128.load(leaf, 112), cz = v128.load(leaf, 128)
    const tx = f32x4.sub(originX, v128.load(leaf)), ty = f32x4.sub(originY, v128.load(leaf, 16))
    const tz = f32x4.sub(originZ, v128.load(leaf, 32))
    const dx = v128.load32_splat(direction), dy = v128.load32_splat(direction, 4), dz = v128.load32_splat(direction, 8)
    const px = minor(dy, cz, dz, cy), py = minor(dz, cx, dx, cz), pz = minor(dx, cy, dy, cx)
    const qx = minor(ty, bz, tz, by), qy = minor(tz, bx, tx, bz), qz = minor(tx, by, ty, bx)
    const volume = dot(bx, by, bz, px, py, pz)
    const sign = v128.and(volume, i32x4.splat(i32.MIN_VALUE))
    const u = v128.xor(dot(tx, ty, tz, px, py, pz), sign), v = v128.xor(dot(dx, dy, dz, qx, qy, qz), sign)
    const w = f32x4.sub(f32x4.sub(v128.xor(volume, sign), u), v)
    const met = i32x4.bitmask(f32x4.ge(f32x4.pmin(f32x4.pmin(u, v), w), v128.load(leaf, LEAST)))
    store<u32>(end, (point << 4) | met)
    store<u32>(end, number, 4)
    end += <usize>(-met >> 31) & 8
  }
  // A loop of its own, so that the processor fetches many triangles at once.
  let meetingsEnd = meetings
  for (let at = candidates; at < end; at += 8) {
    const first = triangles + <usize>(load<u32>(at, 4) * LEAF_TRIANGLES) * 12
    let met = load<u32>(at) & 15
    do {
      gather(meetingsEnd, load<u32>(at) >> 4, first + <usize>ctz(met) * 12, vertices)
      meetingsEnd += MEETING
      met &= met - 1
    } while (met)
  }
  meetTriangles(meetings, meetingsEnd, frame, x, y, nearest, farthest, odd)
}

/**
 * Brings the leaves of a queue into the cache by reading one number of each cache line. Here the processor waits for
 * many lines at once; in the loop that tests the leaves it would wait for two or three. With 100,000 triangles the time
 * falls to 0.76 to 0.79.
 */
function fetchLeaves(queue: usize, queueEnd: usize): void {
  let bits: u32 = 0
  for (; queue < queueEnd; queue += 8) {
    const leaf = leaves + <usize>load<u32>(queue, 4) * LEAF
    bits ^= load<u32>(leaf) ^ load<u32>(leaf + LINE) ^ load<u32>(leaf + 2 * LINE)
  }
  read = bits
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
