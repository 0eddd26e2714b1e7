import { describe, expect, it } from 'vitest'
import { Vector3 } from 'three'
import { MeshBVH } from 'three-mesh-bvh'
import { ClosestPoints } from '../../server/duplicates/closestPoints.js'
import type { Mesh } from '../../server/mesh/mesh.js'
import { toThreeMesh } from '../../server/mesh/toThreeMesh.js'
import { Random } from '../../shared/random.js'
import { joined, mapMesh, scaling } from '../support/changeMesh.js'
import { bumpySphere, cube } from '../support/meshes.js'

const SEED = 21
const random = new Random(SEED)
const POINTS = 500

/** A line, a point, and a triangle two of whose corners are the same: none has area, all are near the cube. */
const withoutArea: Mesh = {
  positions: Float32Array.of(0, 0, 3, 1, 0, 3, 2, 0, 3),
  triangles: Uint32Array.of(0, 1, 2, 0, 0, 0, 0, 1, 1, 2, 0, 0),
}
const meshes: [string, Mesh][] = [
  ['a cube', cube()],
  ['one triangle', { positions: Float32Array.of(0, 0, 0, 1, 0, 0, 0.3, 2, 0.1), triangles: Uint32Array.of(0, 1, 2) }],
  ['slivers', mapMesh(bumpySphere(300), scaling(1, 1, 1e-4))],
  ['a body far from the origin', mapMesh(bumpySphere(1000), scaling(1, 2, 3), [500, -300, 200])],
  ['a body as large as 1e15', mapMesh(bumpySphere(200), scaling(1e15))],
  ['triangles without area', joined(cube(), withoutArea)],
]

/** Around a mesh, and inside of it. */
function pointsAround({ positions }: Mesh): Float64Array {
  const lows = [0, 1, 2].map((axis) => positions.reduce((low, x, i) => (i % 3 === axis ? Math.min(low, x) : low), 1e30))
  const highs = [0, 1, 2].map((axis) =>
    positions.reduce((high, x, i) => (i % 3 === axis ? Math.max(high, x) : high), -1e30),
  )
  return Float64Array.from({ length: 3 * POINTS }, (_, i) => {
    const [low, high] = [lows[i % 3], highs[i % 3]]
    return low + (2 * random.uniform() - 0.5) * (high - low)
  })
}

describe.each(meshes)(`points near %s (seed ${SEED})`, (_, mesh) => {
  const surface = new ClosestPoints(mesh)
  const points = pointsAround(mesh)
  const bvh = new MeshBVH(toThreeMesh({ ...mesh, triangles: mesh.triangles.slice() }).geometry)
  const expected = Array.from({ length: POINTS }, (_, i) => {
    const found = bvh.closestPointToPoint(new Vector3().fromArray(points, 3 * i))
    if (!found) throw new Error('nothing found')
    return found.distance
  })
  const size = Math.max(...expected)
  const isNear = (value: number, wanted: number) => expect(Math.abs(value - wanted) / size).toBeLessThan(1e-9)

  it('are as far from it as three-mesh-bvh says, and as far from the closest point, which lies on it', () => {
    const { closest, distances } = surface.find(points)
    expected.forEach((distance, i) => {
      isNear(distances[i], distance)
      isNear(Math.hypot(...[0, 1, 2].map((axis) => closest[3 * i + axis] - points[3 * i + axis])), distance)
    })
    surface.find(closest).distances.forEach((distance) => isNear(distance, 0))
  })

  it('have the mean and the farthest of these distances, unless they reach the limit', () => {
    const [mean, farthest] = [expected.reduce((sum, distance) => sum + distance, 0) / POINTS, size]
    isNear(surface.meanDistance(points, Infinity), mean)
    isNear(surface.meanDistance(points, mean * 1.001), mean)
    expect(surface.meanDistance(points, mean * 0.999)).toBe(Infinity)
    isNear(surface.farthestDistance(points, Infinity), farthest)
    isNear(surface.farthestDistance(points, farthest * 1.001), farthest)
    expect(surface.farthestDistance(points, farthest * 0.999)).toBe(Infinity)
  })
})
