import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import type { Mesh } from '../../../mesh/mesh.js'

type Vector = readonly [number, number, number]

/** The plane that lies nearest to a surface, and how far the surface extends in it and out of it. */
export interface SheetPlane {
  /** Centroid of the surface. */
  readonly origin: Vector
  /** Unit axes: longest, middle, and the normal of the plane. */
  readonly axes: readonly [Vector, Vector, Vector]
  /**
   * Root of 12 times the second moment along the longest and the middle axis. For a rectangle these are its sides.
   * They do not change when the surface is turned.
   */
  readonly length: number
  readonly width: number
  /** Distance between the outermost vertices along the normal. */
  readonly thickness: number
}

export function sheetPlane({ positions, triangles }: Mesh): SheetPlane {
  const { origin, moments } = momentsOf(positions, triangles)
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(moments, { assumeSymmetric: true })
  const axis = (column: number) => eigenvectorMatrix.getColumn(column) as unknown as Vector
  const axes = [axis(2), axis(1), axis(0)] as const
  const [x, y, z] = axes[2]
  let [low, high] = [Infinity, -Infinity]
  for (let i = 0; i < positions.length; i += 3) {
    const height =
      x * (positions[i] - origin[0]) + y * (positions[i + 1] - origin[1]) + z * (positions[i + 2] - origin[2])
    if (height < low) low = height
    if (height > high) high = height
  }
  const side = (column: number) => Math.sqrt(12 * Math.max(0, realEigenvalues[column]))
  return { origin, axes, length: side(2), width: side(1), thickness: high - low }
}

/** Centroid of a surface, and the second moments around it divided by the area; exact except for rounding. */
function momentsOf(positions: Float32Array, triangles: Uint32Array): { origin: Vector; moments: Matrix } {
  const base = [positions[0], positions[1], positions[2]]
  const first = new Float64Array(3)
  const second = new Float64Array(9)
  let area = 0
  const [p, q, r, sum] = Array.from({ length: 4 }, () => new Float64Array(3))
  for (let t = 0; t < triangles.length; t += 3) {
    for (let k = 0; k < 3; k++) {
      // Relative to a vertex, so that a surface far from the origin keeps its digits.
      p[k] = positions[3 * triangles[t] + k] - base[k]
      q[k] = positions[3 * triangles[t + 1] + k] - base[k]
      r[k] = positions[3 * triangles[t + 2] + k] - base[k]
      sum[k] = p[k] + q[k] + r[k]
    }
    const [ux, uy, uz, vx, vy, vz] = [q[0] - p[0], q[1] - p[1], q[2] - p[2], r[0] - p[0], r[1] - p[1], r[2] - p[2]]
    const [x, y, z] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]
    const share = Math.sqrt(x * x + y * y + z * z) / 2
    area += share
    for (let a = 0; a < 3; a++) {
      first[a] += (share * sum[a]) / 3
      for (let b = 0; b < 3; b++)
        second[3 * a + b] += (share / 12) * (sum[a] * sum[b] + p[a] * p[b] + q[a] * q[b] + r[a] * r[b])
    }
  }
  const perArea = area > 0 ? 1 / area : 0
  const [x, y, z] = first.map((moment) => moment * perArea)
  const center = [x, y, z]
  const central = second.map((moment, i) => moment * perArea - center[Math.floor(i / 3)] * center[i % 3])
  return { origin: [base[0] + x, base[1] + y, base[2] + z], moments: Matrix.from1DArray(3, 3, central) }
}
