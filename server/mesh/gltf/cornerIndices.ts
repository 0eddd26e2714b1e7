import { TRIANGLES } from './placements.js'

const STRIP = 5

/** Number of triangles that `corners` corners make in a mode: triangles, strip or fan. */
export const triangleCount = (mode: number, corners: number): number =>
  mode === TRIANGLES ? Math.floor(corners / 3) : Math.max(0, corners - 2)

/**
 * Position, in a primitive's list of corners, of corner `k` of its triangle `t`. In a strip every other triangle is
 * reversed, in a fan all share the first corner; both follow section 3.7.2.1 of the specification.
 */
export function cornerOf(mode: number, t: number, k: number): number {
  if (mode === TRIANGLES) return 3 * t + k
  if (mode === STRIP) return k === 0 || t % 2 === 0 ? t + k : t + 3 - k
  return k === 2 ? 0 : t + 1 + k
}
