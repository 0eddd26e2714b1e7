import { Mesh as ThreeMesh } from 'three'
import { OBJLoader } from 'three/addons/loaders/OBJLoader.js'
import { STLLoader } from 'three/addons/loaders/STLLoader.js'
import { ShapekinError } from '../../shared/errors.js'
import { checkMesh } from './checkMesh.js'
import type { Mesh } from './mesh.js'
import { siftObj } from './siftObj.js'
import { siftStl, type Sifted } from './siftStl.js'

export const MESH_FORMATS = ['stl', 'obj'] as const
export type MeshFormat = (typeof MESH_FORMATS)[number]

/**
 * Reads a mesh with three's loaders, behind a door: the file is checked and reduced to its shape before (siftStl, siftObj),
 * the result is counted and checked after. Takes time linear in the size, whatever the bytes are.
 *
 * @returns three vertices of its own for each triangle, in the order of the file; polygons as fans around their first corner
 * @throws `mesh.*`, naming the line or byte
 */
export function parseMesh(bytes: Uint8Array, format: MeshFormat): Mesh {
  const sifted = format === 'stl' ? siftStl(bytes) : siftObj(bytes)
  const positions = format === 'stl' ? loadStl(sifted) : loadObj(sifted)
  if (positions.length !== sifted.triangles * 9)
    throw new ShapekinError('internal', { reason: `the ${format} loader lost triangles` })
  const mesh = { positions, triangles: Uint32Array.from({ length: sifted.triangles * 3 }, (_, corner) => corner) }
  checkMesh(mesh)
  return mesh
}

function loadStl({ bytes }: Sifted): Float32Array {
  const geometry = new STLLoader().parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
  return geometry.getAttribute('position').array as Float32Array
}

function loadObj({ bytes }: Sifted): Float32Array {
  const [object] = new OBJLoader().parse(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'),
  ).children
  if (!(object instanceof ThreeMesh)) throw new ShapekinError('mesh.empty')
  return (object as ThreeMesh).geometry.getAttribute('position').array as Float32Array
}
