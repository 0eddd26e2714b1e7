import { Vector3 } from 'three'
import { ConvexHull } from 'three/addons/math/ConvexHull.js'
import { ShapekinError } from '../../../shared/errors.js'
import { checkMesh, type CheckedMesh } from '../../mesh/checkMesh.js'
import { weldVertices } from './weldVertices.js'
import { fillIndices } from '../../system/fillIndices.js'

/**
 * The convex hull of a mesh's vertices, by three's quickhull.
 *
 * @throws ShapekinError `mesh.flatHull`
 */
export function convexHull(mesh: CheckedMesh): CheckedMesh {
  const { vertices } = weldVertices(mesh)
  // Quickhull's tolerance is absolute below a size of 1, so the points are brought to a size of about 1 first.
  const size = vertices.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
  const points: Vector3[] = []
  for (let i = 0; i < vertices.length; i += 3)
    points.push(new Vector3(vertices[i] / size, vertices[i + 1] / size, vertices[i + 2] / size))
  const { faces } = points.length < 4 ? { faces: [] } : new ConvexHull().setFromPoints(points)
  const positions: number[] = []
  for (const face of faces) {
    const start = face.edge
    for (let edge = start.next; edge.next !== start; edge = edge.next)
      for (const corner of [start.head(), edge.head(), edge.next.head()]) positions.push(...corner.point.toArray())
  }
  if (positions.length === 0) throw new ShapekinError('mesh.flatHull')
  return checkMesh({
    positions: Float32Array.from(positions),
    triangles: fillIndices(new Uint32Array(positions.length / 3)),
  })
}
