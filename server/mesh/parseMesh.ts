import { FORMAT_READERS } from './formatReaders.js'
import type { MeshFormat } from './formats.js'

/**
 * Must be raised when files are read as other meshes than before, so that descriptions kept of the older meshes are
 * not found.
 */
export const READING_VERSION = 3

/** A mesh or, where a decoder must be awaited, the promise of one. */
type ReadAs<F extends MeshFormat> = ReturnType<(typeof FORMAT_READERS)[F]['read']>

/**
 * Reads a mesh. No file makes it slow: the time is linear, except for concave polygons, where limits.ts bounds the
 * work.
 *
 * @returns a mesh with three vertices of its own for each triangle, in the order of the file, including triangles
 *   without area; see checkMesh
 * @throws `mesh.*`, naming the line, byte or element
 */
export const parseMesh = <F extends MeshFormat>(bytes: Uint8Array, format: F): ReadAs<F> =>
  FORMAT_READERS[format].read(bytes) as ReadAs<F>
