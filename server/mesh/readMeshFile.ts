import { readFile, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import { MAX_FILE_BYTES } from './limits.js'
import type { Mesh } from './mesh.js'
import { MESH_FORMATS, parseMesh, type MeshFormat } from './parseMesh.js'

/** The format a file name promises, by its extension in any case; undefined = no mesh file. */
export const meshFormatOf = (path: string): MeshFormat | undefined =>
  MESH_FORMATS.find((format) => extname(path).toLowerCase() === `.${format}`)

/**
 * Reads one STL or OBJ file.
 *
 * @throws `input.notFound`, `input.unreadable`, `input.unknownFormat`, `mesh.*` as parseMesh
 */
export async function readMeshFile(path: string): Promise<Mesh> {
  const format = meshFormatOf(path)
  if (format === undefined) throw new ShapekinError('input.unknownFormat', { path })
  return parseMesh(await readBounded(path), format)
}

async function readBounded(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path)
    if (size > MAX_FILE_BYTES)
      throw new ShapekinError('mesh.tooLarge', { count: size, what: 'bytes', limit: MAX_FILE_BYTES })
    return await readFile(path)
  } catch (cause) {
    if (cause instanceof ShapekinError) throw cause
    const { code = String(cause) } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new ShapekinError('input.notFound', { path }, { cause })
    throw new ShapekinError('input.unreadable', { path, reason: code }, { cause })
  }
}
