// How rows lie in the kernel's memory, and distances between them, in WebAssembly SIMD and single precision. Written in
// AssemblyScript, built by scripts/buildWasm.js. Pointers are bytes into the imported memory.
//
// Rows lie four by four: a block holds number 0 of its four rows, then number 1 of the four, and so on (float32), so that one
// vector works on four rows. Rows of more than STRETCH numbers (rows/stretch.ts) lie in slabs: the first STRETCH numbers of all blocks, then the next
// of all, and so on, a slab `slab` bytes after the other. Far rows are known to be far by their first numbers, and the rest of
// them is not even brought into the cache. Each row has a weight (float32), whose meaning depends on the mode. Places that hold no row are
// filled with numbers so large that they are never near.

/** Sum of squared differences. */
export const SQUARES = 0
/** Sum of absolute differences. */
export const ABSOLUTES = 1
/**
 * Squares plus the weight of the row that is found: the mean square between groups, where the weight is the mean
 * square within.
 */
export const SPREAD = 2
/** Squares times n m / (n + m), where the weights n and m are sizes of groups: Ward's criterion. */
export const WARD = 3

// @ts-ignore: decorator
@inline
export function term(mode: i32, sum: v128, a: v128, b: v128): v128 {
  const difference = f32x4.sub(a, b)
  if (mode == ABSOLUTES) return f32x4.add(sum, f32x4.abs(difference))
  return f32x4.add(sum, f32x4.mul(difference, difference))
}

/** Factor of a sum from the weights of the rows found and of the query; see weighed. */
// @ts-ignore: decorator
@inline
export function factor(mode: i32, weights: v128, weight: v128): v128 {
  return mode == WARD ? f32x4.div(f32x4.mul(weights, weight), f32x4.add(weights, weight)) : weights
}

/** The distance that a mode makes of a sum. @param factor  what `factor` returns */
// @ts-ignore: decorator
@inline
export function weighed(mode: i32, sum: v128, factor: v128): v128 {
  if (mode == SPREAD) return f32x4.add(sum, factor)
  if (mode == WARD) return f32x4.mul(sum, factor)
  return sum
}

/** Sum over some numbers of four rows and a query, in four parts that need not wait for each other. */
// @ts-ignore: decorator
@inline
export function sumOf(mode: i32, block: usize, query: usize, width: i32): v128 {
  const none = f32x4.splat(0)
  let a = none, b = none, c = none, d = none
  const fours = width & ~3
  for (let i = 0; i < fours; i += 4) {
    a = term(mode, a, v128.load(block), v128.load32_splat(query))
    b = term(mode, b, v128.load(block, 16), v128.load32_splat(query, 16))
    c = term(mode, c, v128.load(block, 32), v128.load32_splat(query, 32))
    d = term(mode, d, v128.load(block, 48), v128.load32_splat(query, 48))
    block += 64
    query += 64
  }
  for (let i = fours; i < width; i++) {
    a = term(mode, a, v128.load(block), v128.load32_splat(query))
    block += 16
    query += 16
  }
  return f32x4.add(f32x4.add(a, b), f32x4.add(c, d))
}
