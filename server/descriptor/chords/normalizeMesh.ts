import { ShapekinError } from '../../../shared/errors.js'
import type { CheckedMesh } from '../../mesh/checkMesh.js'
import { ownFrame, type Frame } from './ownFrame.js'
import { smallestEnclosingBall } from './smallestEnclosingBall.js'
import { OUTER_RADIUS } from './sphereLattice.js'
import { weldVertices } from './weldVertices.js'

/**
 * `box`: center of the axis-aligned bounding box, as published; turning the mesh moves it.
 * `sphere`: center of the smallest enclosing ball, which turns with the mesh; the mesh itself is turned into its own frame.
 */
export type Center = 'box' | 'sphere'

/** A mesh inside the unit sphere that carries the lattice. */
export interface NormalizedMesh {
  /** (3V) x y z, lengths at most 1 / OUTER_RADIUS; no two vertices at the same place, and every vertex is used. */
  readonly vertices: Float64Array
  /** (3T) indices; triangles with two equal corners are left out. */
  readonly triangles: Uint32Array
}

/**
 * Moves the center to the origin and scales the farthest vertex to 1 / OUTER_RADIUS.
 *
 * @throws ShapekinError `mesh.noExtent`
 */
export function normalizeMesh(mesh: CheckedMesh, center: Center): NormalizedMesh {
  const { vertices, triangles } = weldVertices(mesh)
  const [x, y, z] = center === 'box' ? boxCenter(vertices) : smallestEnclosingBall(vertices).center
  let radius = 0
  for (let i = 0; i < vertices.length; i += 3) {
    vertices[i] -= x
    vertices[i + 1] -= y
    vertices[i + 2] -= z
    radius = Math.max(radius, Math.sqrt(vertices[i] ** 2 + vertices[i + 1] ** 2 + vertices[i + 2] ** 2))
  }
  if (radius === 0) throw new ShapekinError('mesh.noExtent')
  const scale = 1 / (OUTER_RADIUS * radius)
  for (let i = 0; i < vertices.length; i++) vertices[i] *= scale
  if (center === 'sphere') turn(vertices, ownFrame(vertices, triangles))
  return { vertices, triangles }
}

/** Expresses vertices in the coordinates of a frame. */
function turn(vertices: Float64Array, frame: Frame): void {
  for (let i = 0; i < vertices.length; i += 3) {
    const [x, y, z] = [vertices[i], vertices[i + 1], vertices[i + 2]]
    frame.forEach(([ax, ay, az], axis) => (vertices[i + axis] = ax * x + ay * y + az * z))
  }
}

function boxCenter(vertices: Float64Array): [number, number, number] {
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  for (let i = 0; i < vertices.length; i++) {
    const axis = i % 3
    if (vertices[i] < low[axis]) low[axis] = vertices[i]
    if (vertices[i] > high[axis]) high[axis] = vertices[i]
  }
  return [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2]
}
