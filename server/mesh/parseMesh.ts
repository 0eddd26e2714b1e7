import { FORMATS, type MeshFormat } from './formats.js'
import type { Mesh } from './mesh.js'

/** Raised when some file is read as another mesh than before: descriptions that were kept of it are then not found any more. */
export const READING_VERSION = 2

/**
 * Reads a mesh. No bytes make it slow: it takes linear time but for concave polygons, whose cutting is bounded (see limits.ts).
 *
 * @returns three vertices of its own for each triangle, in the order of the file, flat ones too; see checkMesh
 * @throws `mesh.*`, naming the line or byte
 */
export const parseMesh = (bytes: Uint8Array, format: MeshFormat): Mesh => FORMATS[format].read(bytes)
