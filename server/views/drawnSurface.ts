import { smallestEnclosingBall } from '../descriptor/chords/smallestEnclosingBall.js'
import { weldVertices } from '../descriptor/chords/weldVertices.js'
import type { Mesh } from '../mesh/mesh.js'

/** A mesh prepared for drawing. */
export interface DrawnSurface {
  /** (3V) x y z; their smallest enclosing ball has center 0 and radius 1. */
  readonly vertices: Float64Array
  /** (3T) each < V; triangles without area may be among them. */
  readonly triangles: Uint32Array
  /** (3T) unit normals by winding; 0 where there is no area. */
  readonly normals: Float64Array
  /** (T) areas of the faces, in squares of the ball's radius. */
  readonly areas: Float64Array
}

/** Steps in a radius to which the ball's center is rounded, because the order of triangles changes its last bits. */
const CENTER_STEPS = 2 ** 20

/**
 * Moves and scales a mesh to the unit ball, and computes the normals of its faces. Vertices without a triangle do not
 * count.
 *
 * @param mesh may be flat or without area; coordinates must be finite, indices in range
 */
export function drawnSurface(mesh: Mesh): DrawnSurface {
  const { vertices, triangles } = weldVertices(mesh)
  if (triangles.length > 0) moveToUnitBall(vertices)
  return { vertices, triangles, ...measureFaces(vertices, triangles) }
}

function moveToUnitBall(vertices: Float64Array): void {
  const ball = smallestEnclosingBall(vertices)
  const radius = Math.fround(ball.radius)
  const center = ball.center.map((value) => (Math.round((value / radius) * CENTER_STEPS) / CENTER_STEPS) * radius)
  for (let i = 0; i < vertices.length; i++) vertices[i] = (vertices[i] - center[i % 3]) / radius
}

function measureFaces(vertices: Float64Array, triangles: Uint32Array) {
  const normals = new Float64Array(triangles.length)
  const areas = new Float64Array(triangles.length / 3)
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]]
    const [ux, uy, uz] = [
      vertices[b] - vertices[a],
      vertices[b + 1] - vertices[a + 1],
      vertices[b + 2] - vertices[a + 2],
    ]
    const [vx, vy, vz] = [
      vertices[c] - vertices[a],
      vertices[c + 1] - vertices[a + 1],
      vertices[c + 2] - vertices[a + 2],
    ]
    const [x, y, z] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]
    const length = Math.sqrt(x * x + y * y + z * z)
    areas[t / 3] = length / 2
    if (length > 0) {
      normals[t] = x / length
      normals[t + 1] = y / length
      normals[t + 2] = z / length
    }
  }
  return { normals, areas }
}
