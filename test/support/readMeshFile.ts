import type { Mesh } from '../../server/mesh/mesh.js'
import { parseMesh } from '../../server/mesh/parseMesh.js'
import { readMeshBytes } from '../../server/mesh/readMeshBytes.js'

/**
 * Reads one STL or OBJ file.
 *
 * @throws as readMeshBytes and parseMesh
 */
export async function readMeshFile(path: string): Promise<Mesh> {
  const { bytes, format } = await readMeshBytes({ place: path, id: path })
  return parseMesh(bytes, format)
}
