import type { Mesh } from './mesh.js'
import { parseMesh } from './parseMesh.js'
import { readMeshBytes } from './readMeshBytes.js'

/**
 * Reads one STL or OBJ file.
 *
 * @throws as readMeshBytes and parseMesh
 */
export async function readMeshFile(path: string): Promise<Mesh> {
  const { bytes, format } = await readMeshBytes(path)
  return parseMesh(bytes, format)
}
