import { shapeKernel, type ShapeKernel } from '../kernel/shapeKernel.js'
import { sortIntoCells, type PointGrid } from './pointGrid.js'
import type { SurfaceSample } from './surfaceSample.js'

/**
 * How the surface faces around every point of a sample, without sign: the mean of n nᵀ over the normals n of the
 * neighborhood. A cosine computed with it is a root mean square over the neighborhood.
 */
export interface Facing {
  /** (6 count) xx yy zz xy xz yz of each point; xx + yy + zz = 1. */
  readonly tensors: Float64Array
}

/**
 * Radius of a neighborhood, in root-mean-square radii of the surface. It is wide enough that the facets of a coarser
 * mesh of the same shape average out, and narrow beside the parts that a shape is made of (docs/descriptors.md).
 */
export const NEIGHBORHOOD = 0.15

/**
 * The facing of each point, averaged over its neighborhood, where near points count more. Other triangles for the same
 * shape hardly change it.
 */
export function softFacing(sample: SurfaceSample): Facing {
  const grid = sortIntoCells(sample, NEIGHBORHOOD)
  const { order } = grid
  // Stored in the order in which points meet, because this loop takes most of the time.
  const cloud = { grid, points: gather(sample.points, order), normals: gather(sample.normals, order) }
  const kernel = shapeKernel()
  const { sums, weights } = kernel ? meetInKernel(kernel, cloud) : meetAll(cloud)
  const tensors = new Float64Array(sums.length)
  for (let a = 0; a < order.length; a++)
    for (let k = 0; k < 6; k++) tensors[6 * order[a] + k] = sums[6 * a + k] / weights[a]
  return { tensors }
}

/** Points and their normals in the order of their cells. */
interface Cloud {
  readonly grid: PointGrid
  readonly points: Float64Array
  readonly normals: Float64Array
}

/**
 * For each point, in the order of the cells: the weighted sum of n nᵀ over its neighborhood, and the sum of the
 * weights.
 */
interface NormalSums {
  readonly sums: Float64Array
  readonly weights: Float64Array
}

const PER_RADIUS = 1 / NEIGHBORHOOD ** 2

/** The sums of every neighborhood, in TypeScript. */
function meetAll({ grid: { cells, starts, rows }, points, normals }: Cloud): NormalSums {
  const count = cells.length
  const [sums, weights] = [new Float64Array(6 * count), new Float64Array(count)]
  /** Lets point a and the points from ... to - 1 add to each other's sums. */
  const meet = (a: number, from: number, to: number): void => {
    const i = 3 * a
    for (let b = from, j = 3 * from; b < to; b++, j += 3) {
      const x = points[i] - points[j]
      const y = points[i + 1] - points[j + 1]
      const z = points[i + 2] - points[j + 2]
      const closeness = 1 - (x * x + y * y + z * z) * PER_RADIUS
      if (closeness <= 0) continue
      const weight = closeness * closeness
      addNormal(sums, 2 * i, normals, j, weight)
      addNormal(sums, 2 * j, normals, i, weight)
      weights[a] += weight
      weights[b] += weight
    }
  }
  for (let a = 0; a < count; a++) {
    const cell = cells[a]
    addNormal(sums, 6 * a, normals, 3 * a, 1)
    weights[a] += 1
    meet(a, a + 1, starts[cell + 2])
    for (const row of rows) meet(a, starts[cell + row - 1], starts[cell + row + 2])
  }
  return { sums, weights }
}

/** Does what meetAll does, bit for bit, in the kernel. */
function meetInKernel({ exports, space }: ShapeKernel, { grid, points, normals }: Cloud): NormalSums {
  const count = grid.cells.length
  const mark = space.mark()
  const [cells, starts, rows] = [grid.cells, grid.starts, Uint32Array.from(grid.rows)].map((each) => space.place(each))
  const [placedPoints, placedNormals] = [space.place(points), space.place(normals)]
  const sums = space.place(new Float64Array(6 * count))
  const weights = space.place(new Float64Array(count))
  exports.meetNeighbors(
    placedPoints,
    placedNormals,
    sums,
    weights,
    count,
    cells,
    starts,
    rows,
    grid.rows.length,
    PER_RADIUS,
  )
  const { buffer } = space.memory
  const met = {
    sums: new Float64Array(buffer, sums, 6 * count).slice(),
    weights: new Float64Array(buffer, weights, count).slice(),
  }
  space.release(mark)
  return met
}

/** Rows of three numbers, in another order. */
function gather(rows: Float64Array, order: Uint32Array): Float64Array {
  const gathered = new Float64Array(rows.length)
  for (let a = 0; a < order.length; a++) for (let k = 0; k < 3; k++) gathered[3 * a + k] = rows[3 * order[a] + k]
  return gathered
}

/** Adds the weighted n nᵀ of the normal at offset `from` to the tensor at offset `at`. */
function addNormal(tensors: Float64Array, at: number, normals: Float64Array, from: number, weight: number): void {
  const x = normals[from]
  const y = normals[from + 1]
  const z = normals[from + 2]
  tensors[at] += weight * x * x
  tensors[at + 1] += weight * y * y
  tensors[at + 2] += weight * z * z
  tensors[at + 3] += weight * x * y
  tensors[at + 4] += weight * x * z
  tensors[at + 5] += weight * y * z
}

/** |cosine| between the normal at point i and a direction of length 1; 0..1. */
export function facingAlong({ tensors }: Facing, i: number, x: number, y: number, z: number): number {
  const t = 6 * i
  const square =
    tensors[t] * x * x +
    tensors[t + 1] * y * y +
    tensors[t + 2] * z * z +
    2 * (tensors[t + 3] * x * y + tensors[t + 4] * x * z + tensors[t + 5] * y * z)
  return square > 0 ? Math.sqrt(square) : 0
}

/** (count) |cosine| between the normal at each point and the vertical; 0..1. */
export const steepness = ({ tensors }: Facing): Float64Array =>
  new Float64Array(tensors.length / 6).map((_, i) => Math.sqrt(tensors[6 * i + 2]))

/** |cosine| between the normals at points i and j; 0..1. */
export function agreement({ tensors }: Facing, i: number, j: number): number {
  const [a, b] = [6 * i, 6 * j]
  const square =
    tensors[a + 2] * tensors[b + 2] +
    2 * (tensors[a + 4] * tensors[b + 4] + tensors[a + 5] * tensors[b + 5]) +
    levelSquare(tensors, a, b)
  return square > 0 ? Math.sqrt(square) : 0
}

/**
 * |product| of the horizontal components of the normals at points i and j, which are not divided by their lengths;
 * 0..1.
 */
export function levelAgreement({ tensors }: Facing, i: number, j: number): number {
  const square = levelSquare(tensors, 6 * i, 6 * j)
  return square > 0 ? Math.sqrt(square) : 0
}

const levelSquare = (tensors: Float64Array, a: number, b: number): number =>
  tensors[a] * tensors[b] + tensors[a + 1] * tensors[b + 1] + 2 * tensors[a + 3] * tensors[b + 3]
