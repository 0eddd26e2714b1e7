import type { Mesh } from './mesh.js'

/**
 * Writes a mesh for the page's viewer: uint32 number of vertices, then (3V) float32 positions, then uint32 triangles,
 * little-endian.
 */
export function packMesh({ positions, triangles }: Mesh): Uint8Array {
  const words = new Uint32Array(1 + positions.length + triangles.length)
  words[0] = positions.length / 3
  new Float32Array(words.buffer).set(positions, 1)
  words.set(triangles, 1 + positions.length)
  return new Uint8Array(words.buffer)
}
