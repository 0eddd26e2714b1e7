import { Document, WebIO } from '@gltf-transform/core'
import type { Mesh } from '../mesh.js'

/** Writes the mesh as GLB with one node; float32 coordinates stay as they are. */
export function writeGlb({ positions, triangles }: Mesh, name: string): Promise<Uint8Array> {
  const document = new Document()
  const buffer = document.createBuffer()
  const accessor = (type: 'VEC3' | 'SCALAR', array: Float32Array | Uint32Array) =>
    document.createAccessor().setType(type).setArray(array.slice()).setBuffer(buffer)
  const primitive = document
    .createPrimitive()
    .setAttribute('POSITION', accessor('VEC3', positions))
    .setIndices(accessor('SCALAR', triangles))
  const node = document.createNode(name).setMesh(document.createMesh(name).addPrimitive(primitive))
  document.getRoot().setDefaultScene(document.createScene().addChild(node))
  return new WebIO().writeBinary(document)
}
