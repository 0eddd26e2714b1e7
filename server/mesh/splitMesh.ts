import { FORMAT_READERS } from './formatReaders.js'
import type { MeshFormat } from './formats.js'
import type { MeshPart } from './meshParts.js'
import { parseMesh } from './parseMesh.js'

/** Whether files of a format may hold several shapes that can be told apart. */
export const canSplit = (format: MeshFormat): boolean => 'split' in FORMAT_READERS[format]

/**
 * Splits a file into its shapes: nodes of a glTF scene; objects of an OBJ, or its groups where it has fewer than two
 * objects; solids of a text STL; build items of a 3MF. Each shape is moved to the origin on its own, see
 * roundAroundCenter.
 *
 * @returns at least one shape; a single one has no name, whatever the file says
 * @throws `mesh.*`, as parseMesh
 */
export async function splitMesh(bytes: Uint8Array, format: MeshFormat): Promise<MeshPart[]> {
  const reader = FORMAT_READERS[format]
  const parts = 'split' in reader ? await reader.split(bytes) : []
  if (parts.length > 1) return parts
  return [{ name: '', shape: await parseMesh(bytes, format) }]
}
