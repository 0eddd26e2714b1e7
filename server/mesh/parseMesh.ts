import { Mesh as ThreeMesh, type BufferGeometry } from 'three'
import { OBJLoader } from 'three/addons/loaders/OBJLoader.js'
import { STLLoader } from 'three/addons/loaders/STLLoader.js'
import { ShapekinError } from '../../shared/errors.js'
import { checkMesh } from './checkMesh.js'
import type { Mesh } from './mesh.js'
import { cutConcave } from './cutConcave.js'
import { siftObj, type SiftedObj } from './siftObj.js'
import { siftStl, type Sifted } from './siftStl.js'

export const MESH_FORMATS = ['stl', 'obj'] as const
export type MeshFormat = (typeof MESH_FORMATS)[number]

/**
 * Reads a mesh with three's loaders, behind a door: the file is checked and reduced to its shape before (siftStl, siftObj),
 * the result is counted and checked after. No bytes make it slow: it takes linear time, about 0.3 s per 100,000 triangles of OBJ text.
 *
 * @returns three vertices of its own for each triangle, in the order of the file
 * @throws `mesh.*`, naming the line or byte
 */
export function parseMesh(bytes: Uint8Array, format: MeshFormat): Mesh {
  const positions = format === 'stl' ? loadStl(siftStl(bytes)) : loadObj(siftObj(bytes))
  const mesh = { positions, triangles: Uint32Array.from({ length: positions.length / 3 }, (_, corner) => corner) }
  checkMesh(mesh)
  return mesh
}

function loadStl({ bytes, triangles }: Sifted): Float32Array {
  const data = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
  return requireTriangles(new STLLoader().parse(data), triangles)
}

function loadObj({ bytes, triangles, polygons }: SiftedObj): Float32Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  const [object] = new OBJLoader().parse(text).children
  if (!(object instanceof ThreeMesh)) throw new ShapekinError('mesh.empty')
  return cutConcave(requireTriangles((object as ThreeMesh).geometry, triangles), polygons)
}

/** (9T) the corners the loader gave; what was sifted leaves it no way to give another number. */
function requireTriangles(geometry: BufferGeometry, triangles: number): Float32Array {
  const { array } = geometry.getAttribute('position')
  if (array.length !== triangles * 9) throw new ShapekinError('internal', { reason: 'the loader lost triangles' })
  return array as Float32Array
}
