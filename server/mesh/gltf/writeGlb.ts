import { Document, WebIO } from '@gltf-transform/core'
import type { Mesh } from '../mesh.js'

/** The mesh as GLB: float32 coordinates as they are, one node. */
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
