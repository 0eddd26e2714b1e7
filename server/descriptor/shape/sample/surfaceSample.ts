import { ShapekinError } from '../../../../shared/errors.js'
import type { CheckedMesh } from '../../../mesh/checkMesh.js'
import type { Mesh } from '../../../mesh/mesh.js'
import { fillIndices } from '../../../system/fillIndices.js'

/**
 * Points spread evenly over a surface. The first half of them is spread evenly, too. Within each half they are in
 * random order, so that points i and i + s are an unbiased pair for any small s.
 */
export interface SurfaceSample {
  readonly count: number
  /** (3 count) the points' centroid is 0 and their root-mean-square distance from it 1. */
  readonly points: Float64Array
  /** (3 count) unit normals by winding. Callers ignore their sign, because real meshes are often inside out. */
  readonly normals: Float64Array
  /** (3) lowest and highest coordinates of the whole mesh, in the points' frame. */
  readonly low: Float64Array
  readonly high: Float64Array
  /** (9 T) the corners of all triangles in the points' frame. */
  readonly corners: Float32Array
}

/**
 * Share of the box's squared side. With less area than this, all triangles are lines, and their normals are rounding
 * noise.
 */
const LEAST_AREA = 1e-12

/**
 * Steps of the R2 sequence, 1/p and 1/p² for p³ = p + 1: Roberts, "The unreasonable effectiveness of quasirandom
 * sequences".
 */
const R2 = [0.7548776662466927, 0.5698402909980532] as const

/**
 * Samples a mesh by area: one point in each of `count` equal shares of the area, at quasi-random places of its
 * triangle. The same mesh gives the same bytes.
 *
 * @param count points, at least 2
 * @throws ShapekinError `mesh.noExtent`, `mesh.noArea`
 */
export function sampleSurface(mesh: CheckedMesh, count: number): SurfaceSample {
  const { positions, triangles } = mesh
  const triangleCount = triangles.length / 3
  const { low, high } = boundTriangles(mesh)
  const side = Math.max(high[0] - low[0], high[1] - low[1], high[2] - low[2])
  if (side === 0) throw new ShapekinError('mesh.noExtent')
  // Lengths are measured in the box's side, so that sizes of 1e-30 and 1e+30 stay in the range of doubles when they
  // are multiplied.
  const unit = 1 / side
  const { normals: faceNormals, cumulative } = measureFaces(mesh, unit)
  const area = cumulative[triangleCount - 1]
  if (!(area > LEAST_AREA)) throw new ShapekinError('mesh.noArea')

  const points = new Float64Array(3 * count)
  const normals = new Float64Array(3 * count)
  const places = shuffledPlaces(count)
  let face = 0
  for (let i = 0; i < count; i++) {
    const share = ((i + 0.5) / count) * area
    while (face < triangleCount - 1 && cumulative[face] < share) face++
    let u = (0.5 + R2[0] * (i + 1)) % 1
    let v = (0.5 + R2[1] * (i + 1)) % 1
    if (u + v > 1) [u, v] = [1 - u, 1 - v]
    const [a, b, c] = [3 * triangles[3 * face], 3 * triangles[3 * face + 1], 3 * triangles[3 * face + 2]]
    const at = 3 * places[i]
    for (let k = 0; k < 3; k++) {
      const [pa, pb, pc] = [positions[a + k] * unit, positions[b + k] * unit, positions[c + k] * unit]
      points[at + k] = pa + u * (pb - pa) + v * (pc - pa)
      normals[at + k] = faceNormals[3 * face + k]
    }
  }
  const { center, scale } = standardize(points, count)
  for (let k = 0; k < 3; k++) {
    low[k] = (low[k] * unit - center[k]) * scale
    high[k] = (high[k] * unit - center[k]) * scale
  }
  const corners = new Float32Array(3 * triangles.length)
  for (let i = 0; i < corners.length; i++)
    corners[i] = (positions[3 * triangles[Math.floor(i / 3)] + (i % 3)] * unit - center[i % 3]) * scale
  return { count, points, normals, low, high, corners }
}

/** The axis-aligned box around the triangles. */
function boundTriangles({ positions, triangles }: Mesh) {
  const low = new Float64Array(3).fill(Infinity)
  const high = new Float64Array(3).fill(-Infinity)
  for (const vertex of triangles)
    for (let k = 0; k < 3; k++) {
      const x = positions[3 * vertex + k]
      if (x < low[k]) low[k] = x
      if (x > high[k]) high[k] = x
    }
  return { low, high }
}

/**
 * Unit normals (3T), 0 for a triangle without area, and running sums (T) of the areas, with lengths multiplied by
 * `unit`.
 */
function measureFaces({ positions, triangles }: Mesh, unit: number) {
  const triangleCount = triangles.length / 3
  const normals = new Float64Array(3 * triangleCount)
  const cumulative = new Float64Array(triangleCount)
  let area = 0
  for (let t = 0; t < triangleCount; t++) {
    const [a, b, c] = [3 * triangles[3 * t], 3 * triangles[3 * t + 1], 3 * triangles[3 * t + 2]]
    const ux = (positions[b] - positions[a]) * unit
    const uy = (positions[b + 1] - positions[a + 1]) * unit
    const uz = (positions[b + 2] - positions[a + 2]) * unit
    const vx = (positions[c] - positions[a]) * unit
    const vy = (positions[c + 1] - positions[a + 1]) * unit
    const vz = (positions[c + 2] - positions[a + 2]) * unit
    const x = uy * vz - uz * vy
    const y = uz * vx - ux * vz
    const z = ux * vy - uy * vx
    const length = Math.sqrt(x * x + y * y + z * z)
    if (length > 0) {
      normals[3 * t] = x / length
      normals[3 * t + 1] = y / length
      normals[3 * t + 2] = z / length
    }
    area += length / 2
    cumulative[t] = area
  }
  return { normals, cumulative }
}

const placesOfCount = new Map<number, Uint32Array>()

/**
 * The order in which points take the equal shares of the area: every other share goes to the first half, in random
 * order. Made once for each count.
 */
function shuffledPlaces(count: number): Uint32Array {
  const known = placesOfCount.get(count)
  if (known) return known
  const half = Math.ceil(count / 2)
  // The halves need different seeds, because with the same shuffle the same places would be paired twice.
  const [first, second] = [shuffledOrder(half, 1), shuffledOrder(count - half, 2)]
  const places = Uint32Array.from({ length: count }, (_, i) =>
    i % 2 === 0 ? first[i / 2] : half + second[(i - 1) / 2],
  )
  placesOfCount.set(count, places)
  return places
}

/**
 * A fixed random permutation of 0 ... count - 1: Fisher and Yates over a 32-bit linear congruential generator. It does
 * not use shared/random.ts, because the numbers of `shape`, and with them the shipped checkpoints, depend on this
 * order.
 */
function shuffledOrder(count: number, seed: number): Uint32Array {
  const order = fillIndices(new Uint32Array(count))
  let state = seed
  for (let i = count - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const j = Math.floor((state / 2 ** 32) * (i + 1))
    ;[order[i], order[j]] = [order[j], order[i]]
  }
  return order
}

/** Moves the points' centroid to 0 and scales their root-mean-square distance from it to 1, in place. */
function standardize(points: Float64Array, count: number) {
  const center = new Float64Array(3)
  for (let i = 0; i < points.length; i++) center[i % 3] += points[i] / count
  let squares = 0
  for (let i = 0; i < points.length; i++) {
    points[i] -= center[i % 3]
    squares += points[i] * points[i]
  }
  const scale = 1 / Math.sqrt(squares / count)
  for (let i = 0; i < points.length; i++) points[i] *= scale
  return { center, scale }
}
