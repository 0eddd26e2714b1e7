import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { surfaceMoments } from '../descriptor/chords/surfaceMoments.js'
import { aroundCenter } from './aroundCenter.js'
import type { DrawnSurface } from './drawnSurface.js'

/** The order of triangles moves last bits, which rounding to this part of 1 takes away. */
const STEPS = 2 ** 20
/** A surface that spreads less than this share of its length across it is a line, which is neither thin nor thick. */
const LINE = 1e-6

/**
 * How far a surface spreads along the shortest of its principal axes, as a share of how far it does along the next one
 * (standard deviations of its points): 0 for what is flat, 0.09 for a disc a twentieth as thick as it
 * is wide, 1 for a cube, a ball and a rod.
 *
 * Moving, turning and scaling change nothing, and neither does cutting triangles finer.
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
