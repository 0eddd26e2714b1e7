import { checkMesh, type CheckedMesh } from './checkMesh.js'
import type { MeshInput } from './meshSource.js'
import { parseMesh } from './parseMesh.js'

/** The checked mesh of a source's shape; a file's content is parsed. @throws ShapekinError as parseMesh and checkMesh */
export const toMesh = async (input: MeshInput): Promise<CheckedMesh> =>
  checkMesh('bytes' in input ? await parseMesh(input.bytes, input.format) : input)
