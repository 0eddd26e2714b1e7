import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { surfaceMoments } from '../descriptor/chords/surfaceMoments.js'
import { aroundCenter } from './aroundCenter.js'
import type { DrawnSurface } from './drawnSurface.js'

/** Steps in 1 to which the result is rounded, because the order of triangles changes its last bits. */
const STEPS = 2 ** 20
/**
 * A surface that spreads across its length by less than this share of it is a line, which is neither thin nor thick.
 */
const LINE = 1e-6

/**
 * How far a surface spreads along the shortest of its principal axes, as a share of its spread along the next longer
 * one (standard deviations of its points): 0 for a flat surface, 0.09 for a disc a twentieth as thick as it is wide, 1
 * for a cube, a ball and a rod.
 *
 * It does not change when the surface is moved, turned or scaled, or when its triangles are divided.
 *
 * @returns 0 ... 1; 1 where there is no area
 */
export function thinness(surface: DrawnSurface): number {
  const { xx, xy, xz, yy, yz, zz } = surfaceMoments(aroundCenter(surface), surface.triangles)
  const moments = new Matrix([
    [xx, xy, xz],
    [xy, yy, yz],
    [xz, yz, zz],
  ])
  const [least, middle, most] = new EigenvalueDecomposition(moments, { assumeSymmetric: true }).realEigenvalues
  if (!(middle > LINE ** 2 * most)) return 1
  return Math.round(Math.sqrt(Math.max(0, least) / middle) * STEPS) / STEPS
}
