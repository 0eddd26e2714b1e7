import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import type { Mesh } from '../mesh/mesh.js'

/** Where a surface lies and how it spreads; integrals over its triangles, exact except for rounding. */
export interface SurfaceFrame {
  readonly area: number
  /** (3) mean of all surface points. */
  readonly center: readonly number[]
  /** Root-mean-square distance of the surface points from the center. */
  readonly radius: number
  /** (9) unit rows: the principal axes, longest first, right-handed. */
  readonly axes: Float64Array
  /** (3) shares of the squared radius along the axes, falling, with sum 1. */
  readonly spread: readonly number[]
}

/**
 * The frame of a mesh. For the triangle a b c of area A: mean (a + b + c) / 3, second moment
 * A / 12 (aaᵀ + bbᵀ + ccᵀ + (a + b + c)(a + b + c)ᵀ).
 *
 * @param mesh with area; see CheckedMesh
 */
export function surfaceFrame({ positions, triangles }: Mesh): SurfaceFrame {
  const origin = [positions[0], positions[1], positions[2]] // a point near the surface, to avoid cancellation
  const first = new Float64Array(3)
  const second = new Float64Array(9)
  const corner = new Float64Array(9) // filled in place: the loop allocates nothing
  const sum = new Float64Array(3)
  let area = 0
  for (let t = 0; t < triangles.length; t += 3) {
    for (let k = 0; k < 3; k++)
      for (let axis = 0; axis < 3; axis++) corner[3 * k + axis] = positions[3 * triangles[t + k] + axis] - origin[axis]
    const share = triangleArea(corner)
    area += share
    for (let axis = 0; axis < 3; axis++) sum[axis] = corner[axis] + corner[3 + axis] + corner[6 + axis]
    for (let a = 0; a < 3; a++) {
      first[a] += (share * sum[a]) / 3
      for (let b = a; b < 3; b++) {
        const own = corner[a] * corner[b] + corner[3 + a] * corner[3 + b] + corner[6 + a] * corner[6 + b]
        second[3 * a + b] += (share / 12) * (own + sum[a] * sum[b])
      }
    }
  }
  for (let a = 1; a < 3; a++) for (let b = 0; b < a; b++) second[3 * a + b] = second[3 * b + a]
  const mean = [...first].map((value) => value / area)
  const covariance = second.map((value, i) => value / area - mean[Math.floor(i / 3)] * mean[i % 3])
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(Matrix.from1DArray(3, 3, covariance), {
    assumeSymmetric: true,
  })
  const rows = [2, 1, 0].map((column) => eigenvectorMatrix.getColumn(column))
  const [x, y] = rows
  const z = [x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]]
  const squared = realEigenvalues.reduce((sum, value) => sum + value, 0)
  return {
    area,
    center: mean.map((value, axis) => value + origin[axis]),
    radius: Math.sqrt(squared),
    axes: Float64Array.from([...x, ...y, ...z]),
    spread: [2, 1, 0].map((i) => Math.max(0, realEigenvalues[i]) / squared),
  }
}

/** @param c (9) */
function triangleArea(c: Float64Array): number {
  const [ux, uy, uz] = [c[3] - c[0], c[4] - c[1], c[5] - c[2]]
  const [vx, vy, vz] = [c[6] - c[0], c[7] - c[1], c[8] - c[2]]
  const [x, y, z] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]
  return Math.sqrt(x * x + y * y + z * z) / 2
}
