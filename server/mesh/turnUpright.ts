import type { Mesh } from './mesh.js'

/** Turns a mesh from y up to z up: x y z becomes x -z y. */
export function turnUpright({ positions, triangles }: Mesh): Mesh {
  const turned = new Float32Array(positions.length)
  for (let at = 0; at < positions.length; at += 3) {
    turned[at] = positions[at]
    turned[at + 1] = -positions[at + 2]
    turned[at + 2] = positions[at + 1]
  }
  return { positions: turned, triangles }
}
