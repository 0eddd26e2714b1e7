// A BVH (tree of boxes over triangles) with four children a node, for SIMD: one chord is tested against four boxes or
// four triangles at a time.

/**
 * Bytes of a node: low x[4], y[4], z[4], high x[4], y[4], z[4] float32, child[4] int32 (a node's number, ~number of a
 * leaf), bits of the children that exist int32, bits of those that are leaves or missing int32.
 */
export const NODE: usize = 128
export const CHILD: usize = 96
export const USED_BITS: usize = 112
export const LEAF_BITS: usize = 116

/**
 * Bytes of a leaf of up to four triangles: a x[4], y[4], z[4], b - a and c - a in the same form, least edge function
 * of a possible hit[4] float32. Its triangles are numbered LEAF_TRIANGLES * leaf + k.
 */
export const LEAF: usize = 160
export const LEAST: usize = 144
export const LEAF_TRIANGLES: i32 = 4

/**
 * Nodes deeper than this are cut into halves of equal number, so that no mesh makes the tree deeper than MAX_DEPTH.
 */
export const DEPTH_BY_AREA: i32 = 48
/** Enough to cut 2^32 triangles into halves of equal number. */
export const MAX_DEPTH: i32 = DEPTH_BY_AREA + 32

/** Margin by which bounds exceed the triangles: more than float32 rounds within the unit sphere. */
export const SLACK: f32 = 2e-6
/**
 * Error bound of float32 edge functions, times the largest coordinate of a triangle's edges. Within the unit sphere
 * the error stays below half of it.
 */
export const UNSURE: f64 = 1e-5
