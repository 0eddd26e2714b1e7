import { STLExporter } from 'three/addons/exporters/STLExporter.js'
import type { Mesh } from './mesh.js'
import { toThreeMesh } from './toThreeMesh.js'

/** The mesh as binary STL: float32 coordinates stay as they are, shared vertices are written once for each corner. */
export function writeStl(mesh: Mesh): Uint8Array {
  const { buffer, byteOffset, byteLength } = new STLExporter().parse(toThreeMesh(mesh), { binary: true })
  return new Uint8Array(buffer, byteOffset, byteLength)
}
