import { OBJExporter } from 'three/addons/exporters/OBJExporter.js'
import type { Mesh } from './mesh.js'
import { toThreeMesh } from './toThreeMesh.js'

/** Writes the mesh as OBJ text with coordinates in full precision. Line ends in the name become blanks. */
export const writeObj = (mesh: Mesh, name: string): string =>
  new OBJExporter().parse(toThreeMesh(mesh, name.replace(/\s+/g, ' ')))
