import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import type { Mesh } from '../mesh/mesh.js'

/** Where a surface lies and how it spreads, exact integrals over its triangles. */
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
  const origin = [positions[0], positions[1], positions[2]] // near the surface, so that nothing cancels
  const first = new Float64Array(3)
  const second = new Float64Array(9)
  let area = 0
  for (let t = 0; t < triangles.length; t += 3) {
    const corner = [0, 1, 2].map((k) => origin.map((at, axis) => positions[3 * triangles[t + k] + axis] - at))
    const share = triangleArea(corner)
    const sum = [0, 1, 2].map((axis) => corner[0][axis] + corner[1][axis] + corner[2][axis])
    area += share
    for (let a = 0; a < 3; a++) {
      first[a] += (share * sum[a]) / 3
      for (let b = 0; b < 3; b++) {
        const own = corner[0][a] * corner[0][b] + corner[1][a] * corner[1][b] + corner[2][a] * corner[2][b]
        second[3 * a + b] += (share / 12) * (own + sum[a] * sum[b])
      }
    }
  }
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

function triangleArea([a, b, c]: readonly (readonly number[])[]): number {
  const [u, v] = [b, c].map((corner) => corner.map((value, axis) => value - a[axis]))
  return Math.hypot(u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]) / 2
}
