import { Vector3 } from 'three'
import { MeshBVH, type HitPointInfo } from 'three-mesh-bvh'
import type { Mesh } from '../mesh/mesh.js'
import { toThreeMesh } from '../mesh/toThreeMesh.js'

/** Finds the points of a surface that are closest to given ones. */
export class ClosestPoints {
  private readonly bvh: MeshBVH

  constructor(mesh: Mesh) {
    this.bvh = new MeshBVH(toThreeMesh({ ...mesh, triangles: mesh.triangles.slice() }).geometry) // it reorders them
  }

  /**
   * @param points (3 N)
   * @returns      the closest point on the surface for each, (3 N), and its distance, (N)
   */
  find(points: Float64Array): { closest: Float64Array; distances: Float64Array } {
    const closest = new Float64Array(points.length)
    const distances = new Float64Array(points.length / 3)
    const at = new Vector3()
    const hit: HitPointInfo = { point: new Vector3(), distance: 0, faceIndex: 0 }
    for (let i = 0; i < distances.length; i++) {
      const found = this.bvh.closestPointToPoint(at.fromArray(points, 3 * i), hit)
      if (!found) throw new Error('a surface without triangles') // a CheckedMesh has triangles
      found.point.toArray(closest, 3 * i)
      distances[i] = found.distance
    }
    return { closest, distances }
  }

  /**
   * How far the farthest of points (3 N) lies from the surface; Infinity as soon as it is known to be more than `most`.
   */
  farthestDistance(points: Float64Array, most: number): number {
    const at = new Vector3()
    const hit: HitPointInfo = { point: new Vector3(), distance: 0, faceIndex: 0 }
    let farthest = 0
    for (let i = 0; i < points.length; i += 3) {
      const found = this.bvh.closestPointToPoint(at.fromArray(points, i), hit, 0, most)
      if (!found || found.distance > most) return Infinity
      farthest = Math.max(farthest, found.distance)
    }
    return farthest
  }

  /** The mean distance of points (3 N) from the surface; Infinity as soon as it is known to be more than `most`. */
  meanDistance(points: Float64Array, most: number): number {
    const at = new Vector3()
    const hit: HitPointInfo = { point: new Vector3(), distance: 0, faceIndex: 0 }
    const count = points.length / 3
    let sum = 0
    for (let i = 0; i < count; i++) {
      // A distance beyond what the sum may still grow by ends the search by itself.
      const found = this.bvh.closestPointToPoint(at.fromArray(points, 3 * i), hit, 0, most * count - sum)
      if (!found) return Infinity
      sum += found.distance
      if (sum > most * count) return Infinity
    }
    return sum / count
  }
}
