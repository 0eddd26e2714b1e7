import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { facingAlong } from '../sample/facing.js'
import type { PartGroup } from './partGroup.js'
import { SoftHistogram } from './softHistogram.js'
import type { SurfaceSample } from '../sample/surfaceSample.js'

/** Largest coordinate of the histogram, in root-mean-square radii. */
const FARTHEST = 2
const BINS = 6

/**
 * `principal`: for each principal axis of the surface, |coordinate along it| × |component of the normal along it|.
 */
export const principalAxes: PartGroup = {
  parts: [{ name: 'principal', length: 3 * BINS * BINS, spread: 4.66, weight: 0.5 }],
  measure({ sample, facing }) {
    const { count, points } = sample
    const principal = new Float32Array(3 * BINS * BINS)
    const [coordinates, cosines] = [new Float64Array(count), new Float64Array(count)]
    findAxes(sample).forEach(([x, y, z], order) => {
      for (let i = 0; i < count; i++) {
        coordinates[i] = Math.abs(x * points[3 * i] + y * points[3 * i + 1] + z * points[3 * i + 2])
        cosines[i] = facingAlong(facing, i, x, y, z)
      }
      const histogram = new SoftHistogram({ bins: BINS, to: FARTHEST }, { bins: BINS, to: 1 })
      histogram.addAll(coordinates, cosines)
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
  const products = new Float64Array(9)
  for (let i = 0; i < 3 * count; i += 3)
    for (let a = 0; a < 3; a++) for (let b = 0; b < 3; b++) products[3 * a + b] += points[i + a] * points[i + b]
  const covariance = Matrix.from1DArray(3, 3, products)
  const ascending = new EigenvalueDecomposition(covariance, { assumeSymmetric: true }).eigenvectorMatrix
  return [2, 1, 0].map((column) => ascending.getColumn(column))
}
