import { STLExporter } from 'three/addons/exporters/STLExporter.js'
import type { Mesh } from './mesh.js'
import { toThreeMesh } from './toThreeMesh.js'

/**
 * Writes the mesh as binary STL. Float32 coordinates stay as they are; shared vertices are repeated for each corner.
 */
export function writeStl(mesh: Mesh): Uint8Array {
  const { buffer, byteOffset, byteLength } = new STLExporter().parse(toThreeMesh(mesh), { binary: true })
  return new Uint8Array(buffer, byteOffset, byteLength)
}
