import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { surfaceMoments, type SurfaceMoments } from './surfaceMoments.js'

type Vector = readonly [number, number, number]

/** Three unit axes at right angles, right-handed. */
export type Frame = readonly [Vector, Vector, Vector]

/** Principal moments that differ by less than this share of the largest do not determine the axes between them. */
const EQUAL_MOMENTS = 1e-6
/** A lean below this share of the second moments is rounding, which differs with the order of the triangles. */
const NO_LEAN = 1e-9
/** At least one coordinate of a unit vector is larger than this. */
const MAIN = 0.5

/**
 * A frame that turns with a surface: its principal axes, longest first, each pointing to the side where the surface
 * reaches farther. Where both sides reach equally far, the axis points to the positive side of its main coordinate.
 * Where moments are equal, as in a cube, the axes stay as near to x, y and z as they can.
 *
 * @param vertices  (3V), around the center that the frame is to turn about; the farthest has a length of about 1
 * @param triangles (3T)
 */
export function ownFrame(vertices: Float64Array, triangles: Uint32Array): Frame {
  const moments = surfaceMoments(vertices, triangles)
  const [first, second, third] = principalAxes(moments)
  if (first && second && third) return pointed([first, second, third], moments)
  const single = first ?? third
  if (!single) return AXES
  const axis = point(single, moments)
  const other = leastAlong(axis)
  return first ? [axis, other, cross(axis, other)] : [other, cross(axis, other), axis]
}

const AXES: Frame = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
]

/** Principal axes by falling moment; undefined where a neighbor has the same moment. */
function principalAxes({ xx, xy, xz, yy, yz, zz }: SurfaceMoments): (Vector | undefined)[] {
  const moments = new Matrix([
    [xx, xy, xz],
    [xy, yy, yz],
    [xz, yz, zz],
  ])
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(moments, { assumeSymmetric: true })
  const least = EQUAL_MOMENTS * realEigenvalues[2]
  const [low, high] = [realEigenvalues[1] - realEigenvalues[0] > least, realEigenvalues[2] - realEigenvalues[1] > least]
  const axis = (column: number) => eigenvectorMatrix.getColumn(column) as unknown as Vector
  return [high ? axis(2) : undefined, low && high ? axis(1) : undefined, low ? axis(0) : undefined]
}

/**
 * Points axes to the side where the surface leans. The one that it leans least along, usually across a plane of
 * symmetry, follows from the other two.
 */
function pointed(axes: readonly [Vector, Vector, Vector], moments: SurfaceMoments): Frame {
  const leans = axes.map((axis) => Math.abs(lean(axis, moments)))
  const pointing = axes.map((axis) => point(axis, moments))
  const least = leans.reduce((best, value, k) => (value < leans[best] ? k : best), 0)
  pointing[least] = cross(pointing[(least + 1) % 3], pointing[(least + 2) % 3])
  return [pointing[0], pointing[1], pointing[2]]
}

/** The axis or its opposite: the one that points to where the surface leans. */
function point(axis: Vector, moments: SurfaceMoments): Vector {
  const leaning = lean(axis, moments) || axis.find((value) => Math.abs(value) > MAIN) || 0
  return leaning < 0 ? opposite(axis) : axis
}

/** Third moment along an axis: positive where the surface reaches farther ahead than behind; 0 where rounding decides. */
function lean([x, y, z]: Vector, m: SurfaceMoments): number {
  const moment =
    x * x * (x * m.xxx + 3 * (y * m.xxy + z * m.xxz)) +
    y * y * (y * m.yyy + 3 * (x * m.xyy + z * m.yyz)) +
    z * z * (z * m.zzz + 3 * (x * m.xzz + y * m.yzz)) +
    6 * x * y * z * m.xyz
  return Math.abs(moment) > NO_LEAN * (m.xx + m.yy + m.zz) ? moment : 0
}

/**
 * A unit vector at right angles to an axis, as close as possible to the coordinate axis that the axis has least of.
 */
function leastAlong(axis: Vector): Vector {
  const least = AXES.reduce((a, b) => (Math.abs(dot(axis, b)) < Math.abs(dot(axis, a)) ? b : a))
  const way = dot(axis, least)
  const [x, y, z] = [least[0] - way * axis[0], least[1] - way * axis[1], least[2] - way * axis[2]]
  const length = Math.sqrt(x * x + y * y + z * z)
  return [x / length, y / length, z / length]
}

const opposite = ([x, y, z]: Vector): Vector => [-x, -y, -z]

const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
