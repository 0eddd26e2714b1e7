import { FORMAT_READERS } from './formatReaders.js'
import type { MeshFormat } from './formats.js'

/** Raised when some file is read as another mesh than before: descriptions that were kept of it are then not found any more. */
export const READING_VERSION = 3

/** A mesh, or where a library that decodes it has to be waited for, the promise of one. */
type ReadAs<F extends MeshFormat> = ReturnType<(typeof FORMAT_READERS)[F]['read']>

/**
 * Reads a mesh. No bytes make it slow: it takes linear time but for concave polygons, whose cutting is bounded (see limits.ts).
 *
 * @returns three vertices of its own for each triangle, in the order of the file, flat ones too; see checkMesh
 * @throws `mesh.*`, naming the line, byte or element
 */
export const parseMesh = <F extends MeshFormat>(bytes: Uint8Array, format: F): ReadAs<F> =>
  FORMAT_READERS[format].read(bytes) as ReadAs<F>
