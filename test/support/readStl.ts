import { readFileSync } from 'node:fs'
import { STLLoader } from 'three/addons/loaders/STLLoader.js'
import type { Mesh } from '../../server/mesh/mesh.js'

/** A trusted STL file by three's loader, three vertices a triangle. */
export function readStl(path: string): Mesh {
  const { buffer, byteOffset, byteLength } = readFileSync(path)
  const geometry = new STLLoader().parse(buffer.slice(byteOffset, byteOffset + byteLength))
  const positions = Float32Array.from(geometry.getAttribute('position').array)
  return { positions, triangles: Uint32Array.from({ length: positions.length / 3 }, (_, i) => i) }
}
