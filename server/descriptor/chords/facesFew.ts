import type { NormalizedMesh } from './normalizeMesh.js'

/**
 * Drawing was measured to be faster than tracing up to this number of facing triangles in a view per lattice point, on
 * spheres and tori of 1,000 to 100,000 triangles.
 */
const MOST_PER_POINT = 1.3

/**
 * Whether so few triangles of an outward surface face a lattice point that drawing them is the fastest way.
 *
 * @param speed as fasterWay
 */
export const facesFew = (surface: NormalizedMesh, points: number, speed = 1): boolean =>
  facingTriangles(surface, (height) => height) <= speed * MOST_PER_POINT * points

/**
 * Whether facesFew can be true for some way of turning the triangles. Where it can not, nothing else need be known of
 * the surface.
 */
export const mayFaceFew = (mesh: NormalizedMesh, points: number, speed = 1): boolean =>
  facingTriangles(mesh, Math.abs) <= speed * MOST_PER_POINT * points

/**
 * Triangles that face a lattice point, on average.
 *
 * @param turn changes the height of a triangle's plane over the center, measured along its normal, to the height that
 *   counts
 */
function facingTriangles({ vertices, triangles }: NormalizedMesh, turn: (height: number) => number): number {
  let facing = 0
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]]
    const [ax, ay, az] = [vertices[a], vertices[a + 1], vertices[a + 2]]
    const [ux, uy, uz] = [vertices[b] - ax, vertices[b + 1] - ay, vertices[b + 2] - az]
    const [vx, vy, vz] = [vertices[c] - ax, vertices[c + 1] - ay, vertices[c + 2] - az]
    const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]
    const length = Math.sqrt(nx * nx + ny * ny + nz * nz)
    // A plane at height d cuts a cap off the lattice's sphere that holds (1 - d) / 2 of it.
    facing += length === 0 ? 1 : (1 - turn((nx * ax + ny * ay + nz * az) / length)) / 2
  }
  return facing
}
