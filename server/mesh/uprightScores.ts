import { polygonArea, polygonContains, polygonHull } from 'd3-polygon'
import type { CheckedMesh } from './checkMesh.js'

/** Share of the size. Vertices this near to the lowest point stand on the ground. */
const GROUND = 0.01

/**
 * How well a mesh would stand with its x, y or z axis upright. Three criteria hold for things made by people. They
 * have a large flat support with the center of the surface above it, so that they do not tip over. The two ends of
 * their upright axis differ, as foot and top. And the axis through the center is near the middle of the box, because
 * left and right are more alike than foot and top.
 *
 * The weights are simple numbers, checked on Kenney's kits and on KayKit (docs/reading.md).
 *
 * @returns a score for x, y and z, no unit; the highest is the likeliest
 * @see     Fu, Cohen-Or, Dror, Sheffer, "Upright Orientation of Man-Made Objects", ACM TOG 27(3), 2008, for the
 *          criteria of static stability, support and symmetry
 */
export function uprightScores(mesh: CheckedMesh): [number, number, number] {
  const { low, high, center } = measure(mesh)
  const size = Math.max(...high.map((value, axis) => value - low[axis]))
  const scoreOf = (axis: number): number => {
    const across = [(axis + 1) % 3, (axis + 2) % 3]
    const [width, depth] = across.map((side) => Math.max(high[side] - low[side], Number.MIN_VALUE))
    const support = hullNear(mesh, axis, low[axis], GROUND * size)
    const top = hullNear(mesh, axis, high[axis], GROUND * size)
    const share = (hull: Hull) => (hull ? Math.abs(polygonArea(hull)) / (width * depth) : 0)
    const stands = support !== null && polygonContains(support, [center[across[0]], center[across[1]]])
    const middle = across.map((side) => (low[side] + high[side]) / 2)
    const aside = Math.hypot((center[across[0]] - middle[0]) / width, (center[across[1]] - middle[1]) / depth)
    const height = (center[axis] - low[axis]) / Math.max(high[axis] - low[axis], Number.MIN_VALUE)
    const ends = Math.abs(share(support) - share(top)) + 2 * Math.abs(height - 0.5)
    return (stands ? share(support) : 0) + ends - 2 * aside
  }
  return [scoreOf(0), scoreOf(1), scoreOf(2)]
}

type Hull = [number, number][] | null

/** Convex hull of the vertices near a height, seen along an axis; null where they lie on one line. */
function hullNear({ positions }: CheckedMesh, axis: number, height: number, tolerance: number): Hull {
  const points: [number, number][] = []
  for (let at = 0; at < positions.length; at += 3)
    if (Math.abs(positions[at + axis] - height) <= tolerance)
      points.push([positions[at + ((axis + 1) % 3)], positions[at + ((axis + 2) % 3)]])
  return polygonHull(points)
}

/** Bounding box, and the center of the surface by area. */
function measure({ positions, triangles }: CheckedMesh) {
  const [low, high, center] = [
    [Infinity, Infinity, Infinity],
    [-Infinity, -Infinity, -Infinity],
    [0, 0, 0],
  ]
  for (let at = 0; at < positions.length; at++) {
    low[at % 3] = Math.min(low[at % 3], positions[at])
    high[at % 3] = Math.max(high[at % 3], positions[at])
  }
  let total = 0
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]]
    const u = [0, 1, 2].map((k) => positions[b + k] - positions[a + k])
    const v = [0, 1, 2].map((k) => positions[c + k] - positions[a + k])
    const area = Math.hypot(u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0])
    total += area
    for (let k = 0; k < 3; k++) center[k] += (area * (positions[a + k] + positions[b + k] + positions[c + k])) / 3
  }
  return { low, high, center: center.map((sum) => sum / total) }
}
