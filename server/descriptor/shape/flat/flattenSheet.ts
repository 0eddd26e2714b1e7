import type { Mesh } from '../../../mesh/mesh.js'
import { weldVertices } from '../../chords/weldVertices.js'
import { TriangleBvh } from '../rays/triangleBvh.js'
import type { SheetPlane } from './sheetPlane.js'
import { fillIndices } from '../../../system/fillIndices.js'

/** Heights below this share of the largest coordinate are rounding noise, */
const ROUNDING = 2 ** -21
/** as are those below this many widths. */
const NOISE = 1e-5
/** In thicknesses of the sheet: a surface that lies less than this above a triangle does not cover it. */
const CLEARANCE = 0.02
/** In squared widths: a triangle with less area than this is seen edge on. */
const LEAST_AREA = 1e-10

/** Triangles in a plane. */
export interface FlatSheet {
  /** (3V) x y 0, in the plane's axes, in widths, around the centroid; no two in the same place. */
  readonly vertices: Float64Array
  /** (3T) indices, no two triangles of the same three. */
  readonly triangles: Uint32Array
}

/** A sheet seen from above: its topmost layer, without triangles that are seen edge on. */
export function flattenSheet(mesh: Mesh, plane: SheetPlane): FlatSheet {
  const corners = turnIntoPlane(mesh, plane)
  const isHidden = coverOf(corners)
  const seen = new Float32Array(corners.length)
  let length = 0
  for (let t = 0; t < corners.length; t += 9) {
    if (Math.abs(doubleArea(corners, t)) < LEAST_AREA || isHidden(t)) continue
    for (let i = 0; i < 9; i++) seen[length + i] = i % 3 === 2 ? 0 : corners[t + i]
    length += 9
  }
  const corner = fillIndices(new Uint32Array(length / 3))
  const { vertices, triangles } = weldVertices({ positions: seen.slice(0, length), triangles: corner })
  return { vertices, triangles: withoutCopies(triangles, vertices.length / 3) }
}

/** (9T) the corners in the plane's axes: x and y in widths, heights in thicknesses. */
function turnIntoPlane({ positions, triangles }: Mesh, { origin, axes, width, thickness }: SheetPlane): Float32Array {
  const farthest = positions.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const hasHeights = thickness > Math.max(NOISE * width, ROUNDING * farthest)
  const units = [1 / width, 1 / width, hasHeights ? 1 / thickness : 0]
  const corners = new Float32Array(3 * triangles.length)
  for (let i = 0; i < triangles.length; i++) {
    const from = 3 * triangles[i]
    const [x, y, z] = [positions[from] - origin[0], positions[from + 1] - origin[1], positions[from + 2] - origin[2]]
    for (let k = 0; k < 3; k++) {
      const axis = axes[k]
      corners[3 * i + k] = (axis[0] * x + axis[1] * y + axis[2] * z) * units[k]
    }
  }
  // Two sides of a sheet in the same place are told apart by their winding.
  if (!hasHeights)
    for (let t = 0; t < corners.length; t += 9)
      corners[t + 2] = corners[t + 5] = corners[t + 8] = doubleArea(corners, t) > 0 ? 1 : 0
  return corners
}

/**
 * Barycentric coordinates of a point near a triangle's middle. The middle itself often lies on an edge of the layer
 * above, where rays slip through.
 */
const [A, B, C] = [0.4142, 0.3178, 0.268]

/** Makes a function that tells whether another triangle lies above the one at an offset. */
function coverOf(corners: Float32Array): (t: number) => boolean {
  if (corners.every((value, i) => i % 3 !== 2 || value === corners[2])) return () => false
  const bvh = new TriangleBvh(corners)
  return (t) => {
    const [x, y, z] = [0, 1, 2].map((k) => A * corners[t + k] + B * corners[t + 3 + k] + C * corners[t + 6 + k])
    return bvh.castRay(x, y, z + CLEARANCE, 0, 0, 1, true) < Infinity
  }
}

/** Twice the area of the triangle at `t` as seen from above; negative where its corners go round clockwise. */
const doubleArea = (corners: Float32Array, t: number): number =>
  (corners[t + 3] - corners[t]) * (corners[t + 7] - corners[t + 1]) -
  (corners[t + 4] - corners[t + 1]) * (corners[t + 6] - corners[t])

/** Triangles without those that have the same corners as an earlier one, in whatever order. */
function withoutCopies(triangles: Uint32Array, vertices: number): Uint32Array {
  const thirds = new Map<number, number[]>()
  const kept = new Uint32Array(triangles.length)
  let length = 0
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = triangles.slice(t, t + 3).sort()
    const known = thirds.get(a * vertices + b)
    if (known?.includes(c)) continue
    if (known) known.push(c)
    else thirds.set(a * vertices + b, [c])
    kept.set(triangles.subarray(t, t + 3), length)
    length += 3
  }
  return kept.slice(0, length)
}
