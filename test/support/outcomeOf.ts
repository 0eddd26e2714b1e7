import { ShapekinError } from '../../shared/errors.js'
import type { MeshFormat } from '../../server/mesh/formats.js'
import { parseMesh } from '../../server/mesh/parseMesh.js'

/** `12 triangles`, or the code and sentence of the refusal. Any other error is thrown. */
export async function outcomeOf(bytes: Uint8Array, format: MeshFormat): Promise<string> {
  try {
    return `${(await parseMesh(bytes, format)).triangles.length / 3} triangles`
  } catch (error) {
    if (!(error instanceof ShapekinError)) throw error
    return `${error.code}: ${error.message}`
  }
}
