import { Earcut } from 'three/src/extras/Earcut.js'
import { ShapekinError } from '../../shared/errors.js'
import { MAX_CROSSING_WORK, MAX_EAR_WORK } from './limits.js'

/** A polygon of more than three corners, and where its fan lies among the triangles. */
export interface Polygon {
  readonly firstTriangle: number
  readonly corners: number
}

/** A triangle of the fan counts as turned over when it loses more than this share of the polygon's area. */
const TOLERANCE = 1e-6

/**
 * Triangulates concave polygons again. Readers make a fan around the first corner of each polygon, which covers a
 * concave one wrongly: in an artist's library of 2,130 files, 348 had such faces. Convex polygons keep their fan, and
 * so do outlines that cross themselves, because nothing tells which surface they mean.
 *
 * The triangulation is done by three's copy of earcut 3.0. The package itself (3.2.4) takes 206 s for 10,000 corners
 * that go round four points, this copy 2 s.
 *
 * @param corners (9T) corners of triangles; polygon p is the fan of corners - 2 triangles from firstTriangle on
 * @returns       positions (9T') as many triangles, or fewer where corners of a polygon lie on a straight line; and
 *   the number of outlines that cross themselves
 * @throws        `mesh.tooConcave` above MAX_CROSSING_WORK or MAX_EAR_WORK
 */
export function cutConcave(
  corners: Float32Array,
  polygons: readonly Polygon[],
): { positions: Float32Array; crossing: number } {
  let written = 0
  let read = 0
  let work = 0
  let crossingWork = 0
  let crossing = 0
  const keep = (end: number) => {
    corners.copyWithin(written, read, end)
    written += end - read
    read = end
  }
  for (const { firstTriangle, corners: count } of polygons) {
    const start = firstTriangle * 9
    const end = start + (count - 2) * 9
    const outline = outlineOf(corners, start, count)
    const normal = normalOf(outline)
    if (isFanRight(outline, normal)) continue
    work += count * count
    requireWork(work, MAX_EAR_WORK)
    const cut = cutOutline(outline, normal)
    if (cut === undefined) {
      crossing++
      crossingWork += count * count
      requireWork(crossingWork, MAX_CROSSING_WORK)
      continue
    }
    keep(start)
    corners.set(cut, written)
    written += cut.length
    read = end
  }
  keep(corners.length)
  return { positions: written === corners.length ? corners : corners.slice(0, written), crossing }
}

function requireWork(work: number, limit: number): void {
  if (work > limit) throw new ShapekinError('mesh.tooConcave', { work, limit })
}

/** (3N) corners of a polygon, from its fan: those of the first triangle, then the last of each other. */
function outlineOf(positions: Float32Array, start: number, corners: number): Float64Array {
  const outline = new Float64Array(corners * 3)
  outline.set(positions.subarray(start, start + 9))
  for (let i = 3; i < corners; i++) {
    const last = start + (i - 2) * 9 + 6
    outline.set(positions.subarray(last, last + 3), i * 3)
  }
  return outline
}

/** Newell's normal. Its length is twice the polygon's area, however the polygon is triangulated. */
function normalOf(outline: Float64Array): [number, number, number] {
  const normal: [number, number, number] = [0, 0, 0]
  for (let i = 0; i < outline.length; i += 3) addCross(normal, outline, 0, i, (i + 3) % outline.length)
  return normal
}

/** Adds (b - o) x (c - o), corners given by their offsets. */
function addCross(sum: [number, number, number], p: Float64Array, o: number, b: number, c: number): void {
  const [ux, uy, uz] = [p[b] - p[o], p[b + 1] - p[o + 1], p[b + 2] - p[o + 2]]
  const [vx, vy, vz] = [p[c] - p[o], p[c + 1] - p[o + 1], p[c + 2] - p[o + 2]]
  sum[0] += uy * vz - uz * vy
  sum[1] += uz * vx - ux * vz
  sum[2] += ux * vy - uy * vx
}

/** Twice the area of a triangle as seen along the normal, times the normal's length; negative = turned over. */
function signedArea(outline: Float64Array, normal: readonly number[], a: number, b: number, c: number): number {
  const cross: [number, number, number] = [0, 0, 0]
  addCross(cross, outline, a, b, c)
  return cross[0] * normal[0] + cross[1] * normal[1] + cross[2] * normal[2]
}

const squaredLength = ([x, y, z]: readonly number[]): number => x * x + y * y + z * z

/** A fan covers a polygon exactly when none of its triangles is turned over. */
function isFanRight(outline: Float64Array, normal: readonly number[]): boolean {
  const least = -TOLERANCE * squaredLength(normal)
  for (let i = 3; i + 3 < outline.length; i += 3) if (signedArea(outline, normal, 0, i, i + 3) < least) return false
  return true
}

/**
 * (9t) the triangles of a polygon by ear cutting, in the coordinate plane where its area is largest; undefined when
 * they do not cover the polygon's area, which happens when the outline crosses itself.
 */
function cutOutline(outline: Float64Array, normal: readonly number[]): Float32Array | undefined {
  const dropped = normal.reduce((best, value, i) => (Math.abs(value) > Math.abs(normal[best]) ? i : best), 0)
  const [u, v] = [0, 1, 2].filter((i) => i !== dropped)
  const flat = Array.from({ length: outline.length / 3 }, (_, i) => [outline[3 * i + u], outline[3 * i + v]])
  const cut: number[] = []
  let covered = 0
  const corners = Earcut.triangulate(flat.flat(), [])
  for (let t = 0; t < corners.length; t += 3) {
    const [a, b, c] = corners.slice(t, t + 3)
    const area = signedArea(outline, normal, 3 * a, 3 * b, 3 * c)
    covered += Math.abs(area)
    const order = area < 0 ? [a, c, b] : [a, b, c]
    for (const corner of order) cut.push(outline[3 * corner], outline[3 * corner + 1], outline[3 * corner + 2])
  }
  const whole = squaredLength(normal)
  return Math.abs(covered - whole) <= 1e-4 * whole ? Float32Array.from(cut) : undefined
}
