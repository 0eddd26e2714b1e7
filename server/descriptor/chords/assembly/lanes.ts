// All that depends on how many lanes a vector has. The files that ./pictures.ts exports are written for any number:
// here they have the four float32 of WebAssembly, and in C++ the eight of ../native/lanes.h, which defines the same
// names. So "f32x4" in those files stands for a vector of LANES float32, and "f64x2" for half as many float64.

/** Float32 or int32 side by side in a vector. */
export const LANES: u32 = 4
/** Bytes of a vector. */
export const VECTOR: usize = 16

/** Receives what fetch reads, so that no compiler removes the reading. */
let read: u32 = 0

/** Begins to bring a line of memory into the cache, without a wait for it. WebAssembly can only read. */
// @ts-ignore: decorator
@inline
export function fetch(at: usize): void {
  read ^= load<u32>(at)
}

/** Rounds LANES float64 to float32. */
// @ts-ignore: decorator
@inline
export function single(at: usize): v128 {
  return v128.shuffle<i32>(
    f32x4.demote_f64x2_zero(v128.load(at)), f32x4.demote_f64x2_zero(v128.load(at, 16)), 0, 1, 4, 5,
  )
}

/** The upper half of the lanes in place of the lower half. */
// @ts-ignore: decorator
@inline
export function upperHalf(values: v128): v128 {
  return v128.shuffle<i64>(values, values, 1, 1)
}

/** -1 in lane k where bit k is set, else 0. */
// @ts-ignore: decorator
@inline
export function lanesOfBits(bits: u32): v128 {
  return i32x4.ne(v128.and(i32x4.splat(bits), i32x4(1, 2, 4, 8)), i32x4.splat(0))
}

/** 0, 1, 2, ... by lane. */
// @ts-ignore: decorator
@inline
export function laneNumbers(): v128 {
  return i32x4(0, 1, 2, 3)
}

/** Adds 1 to the uint32 that each lane numbers, from address `at` on; lanes may number the same one. */
// @ts-ignore: decorator
@inline
export function countLanes(at: usize, numbers: v128): void {
  const low = i64x2.extract_lane(numbers, 0), high = i64x2.extract_lane(numbers, 1)
  countOne(at, <u32>low)
  countOne(at, <u32>(low >> 32))
  countOne(at, <u32>high)
  countOne(at, <u32>(high >> 32))
}

/** Adds 1 to a uint32. */
// @ts-ignore: decorator
@inline
export function countOne(at: usize, number: u32): void {
  const to = at + (<usize>number << 2)
  store<u32>(to, load<u32>(to) + 1)
}
