export type Vector = readonly [number, number, number]
export type Triangle = readonly [Vector, Vector, Vector]
type Rays = readonly [Vector, Vector]

/** A gap that rounding can not produce within the unit sphere. */
const LEAST_GAP = 1e-12
/** Sine of an angle that counts as 0, because rounding may change its sign. */
const LEAST_SINE = 1e-7

/**
 * Whether two triangles are sure to have a gap between them.
 *
 * @see Gottschalk, Lin, Manocha, "OBBTree", SIGGRAPH 1996: a gap shows along a normal, across an edge of each, or
 *   within a common plane
 */
export function areApart(a: Triangle, b: Triangle): boolean {
  const [edgesA, edgesB] = [edgesOf(a), edgesOf(b)]
  const hasGap = (axis: Vector) => gapAlong(axis, a, b) > LEAST_GAP * length(axis)
  const hasGapBeside = (edges: Triangle) => {
    const normal = cross(edges[0], edges[1])
    return hasGap(normal) || edges.some((edge) => hasGap(cross(normal, edge)))
  }
  return (
    hasGapBeside(edgesA) ||
    hasGapBeside(edgesB) ||
    edgesA.some((edge) => edgesB.some((other) => hasGap(cross(edge, other))))
  )
}

/** Whether two triangles that share their first corner are sure to share nothing else. */
export function meetInCorner(a: Triangle, b: Triangle): boolean {
  const [raysA, raysB] = [raysOf(a), raysOf(b)]
  return isParted(raysA, raysB) || isParted(raysB, raysA)
}

/** Whether two triangles that share their first edge, in opposite directions, are sure to share nothing else. */
export function meetInEdge(a: Triangle, b: Triangle): boolean {
  const [raysA, across] = [raysOf(a), minus(b[2], a[0])]
  const normal = cross(...raysA)
  const other = cross(across, raysA[0])
  if (!isAngle(normal, ...raysA) || !isAngle(other, across, raysA[0])) return false
  return sideOf(normal, across) !== 0 || dot(normal, other) > 0
}

/**
 * Whether a plane through the common corner separates two triangles. The planes tried are the plane of `a` and those
 * through one of its edges.
 */
function isParted(a: Rays, b: Rays): boolean {
  const normal = cross(...a)
  if (!isAngle(normal, ...a)) return false
  if (sideOf(normal, b[0]) * sideOf(normal, b[1]) > 0) return true
  return a.some((ray, k) => {
    const planes: Vector[] = [
      cross(normal, ray),
      ...b.filter((to) => isAngle(cross(ray, to), ray, to)).map((to) => cross(ray, to)),
    ]
    return planes.some((plane) => {
      const side = sideOf(plane, a[1 - k])
      const sides = b.map((to) => side * sideOf(plane, to))
      if (side === 0 || sides.some((of) => of > 0)) return false
      // Edges of b in the plane itself must point away from the ray.
      if (sides.every((of) => of === 0)) return b.every((to) => sideOf(ray, to) < 0)
      return b.every((to, j) => sides[j] < 0 || sideOf(ray, to) < 0 || isAngle(cross(ray, to), ray, to))
    })
  })
}

const isAngle = (product: Vector, a: Vector, b: Vector): boolean => length(product) > LEAST_SINE * length(a) * length(b)

/** Whether a vector points along an axis (1), against it (-1), or across (0). */
function sideOf(axis: Vector, vector: Vector): -1 | 0 | 1 {
  const way = dot(axis, vector)
  if (Math.abs(way) <= LEAST_SINE * length(axis) * length(vector)) return 0
  return way > 0 ? 1 : -1
}

/**
 * Width of the gap between the triangles along the axis, times the length of the axis; negative where they overlap.
 */
function gapAlong(axis: Vector, a: Triangle, b: Triangle): number {
  const [p, q, r] = [dot(axis, a[0]), dot(axis, a[1]), dot(axis, a[2])]
  const [s, t, u] = [dot(axis, b[0]), dot(axis, b[1]), dot(axis, b[2])]
  return Math.max(Math.min(s, t, u) - Math.max(p, q, r), Math.min(p, q, r) - Math.max(s, t, u))
}

const edgesOf = ([a, b, c]: Triangle): Triangle => [minus(b, a), minus(c, b), minus(a, c)]
const raysOf = ([a, b, c]: Triangle): Rays => [minus(b, a), minus(c, a)]
const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const length = (a: Vector): number => Math.sqrt(dot(a, a))
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
