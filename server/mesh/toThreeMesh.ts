import { BufferAttribute, BufferGeometry, Mesh as ThreeMesh } from 'three'
import type { Mesh } from './mesh.js'

/** The mesh in the form that three's exporters take; the arrays are shared. */
export function toThreeMesh({ positions, triangles }: Mesh, name = ''): ThreeMesh {
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(positions, 3))
  geometry.setIndex(new BufferAttribute(triangles, 1))
  const mesh = new ThreeMesh(geometry)
  mesh.name = name
  return mesh
}
