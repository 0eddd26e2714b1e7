import type { Mesh } from './mesh.js'
import type { MeshInput } from './meshSource.js'
import { parseMesh } from './parseMesh.js'

/** The mesh of a source's shape; a file's content is parsed. @throws ShapekinError as parseMesh */
export const toMesh = (input: MeshInput): Mesh => ('bytes' in input ? parseMesh(input.bytes, input.format) : input)
