import { isFlat } from './isFlat.js'

/**
 * When a mesh is farther from the origin than this many times its longest side, its position takes more than 3 of
 * float32's 24 bits.
 */
const FAR_AWAY = 8

/**
 * Rounds corners to single precision. A mesh far from the origin, as in survey coordinates of a country, is first
 * moved to the origin in double precision: single precision keeps 448262.13 only to 0.03, which would make triangles of
 * a statue flat.
 *
 * @param corners (9T) of triangles; those without area do not count for the center
 */
export function roundAroundCenter(corners: Float64Array): Float32Array {
  const [x, y, z] = farCenter(corners)
  const positions = new Float32Array(corners.length)
  for (let i = 0; i < corners.length; i += 3) {
    positions[i] = corners[i] - x
    positions[i + 1] = corners[i + 1] - y
    positions[i + 2] = corners[i + 2] - z
  }
  return positions
}

/** Center of the bounding box of the triangles that have area; 0 0 0 where the box is not far away. */
function farCenter(corners: Float64Array): [number, number, number] {
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  for (let t = 0; t < corners.length; t += 9) {
    if (isFlat(corners, t, t + 3, t + 6)) continue
    for (let i = t; i < t + 9; i++) {
      const axis = (i - t) % 3
      if (corners[i] < low[axis]) low[axis] = corners[i]
      if (corners[i] > high[axis]) high[axis] = corners[i]
    }
  }
  const side = Math.max(high[0] - low[0], high[1] - low[1], high[2] - low[2])
  const center = [0, 1, 2].map((axis) => low[axis] + (high[axis] - low[axis]) / 2)
  const isFar = center.some((value) => Math.abs(value) > FAR_AWAY * side)
  // With a center of the largest numbers, a corner of a triangle without area might leave the range of float32.
  return isFar && center.every((value) => Math.abs(value) < 1e30) ? [center[0], center[1], center[2]] : [0, 0, 0]
}
