import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { facingAlong } from './facing.js'
import type { FacingFamily } from './shapeFamily.js'
import { SoftHistogram } from './softHistogram.js'
import type { SurfaceSample } from './surfaceSample.js'

/** In root-mean-square radii. */
const FARTHEST = 2
const BINS = 6

/** `principal`: along each principal axis of the surface, |coordinate| × |part of the normal along the axis|. */
export const principalAxes: FacingFamily = {
  parts: [{ name: 'principal', length: 3 * BINS * BINS, spread: { sharp: 4.73, soft: 4.87 }, weight: 0.5 }],
  measure(sample, facing) {
    const { count, points } = sample
    const principal = new Float32Array(3 * BINS * BINS)
    findAxes(sample).forEach(([x, y, z], order) => {
      const histogram = new SoftHistogram({ bins: BINS, to: FARTHEST }, { bins: BINS, to: 1 })
      for (let i = 0; i < 3 * count; i += 3)
        histogram.add(Math.abs(x * points[i] + y * points[i + 1] + z * points[i + 2]), facingAlong(facing, i, x, y, z))
      principal.set(
        histogram.shares().map((share) => share / 3),
        order * histogram.length,
      )
    })
    return [principal]
  },
}

/** Three unit axes of the points, longest first. */
function findAxes({ count, points }: SurfaceSample): number[][] {
  const covariance = Matrix.zeros(3, 3)
  for (let i = 0; i < 3 * count; i += 3)
    for (let a = 0; a < 3; a++)
      for (let b = 0; b < 3; b++) covariance.set(a, b, covariance.get(a, b) + points[i + a] * points[i + b])
  const ascending = new EigenvalueDecomposition(covariance, { assumeSymmetric: true }).eigenvectorMatrix
  return [2, 1, 0].map((column) => ascending.getColumn(column))
}
