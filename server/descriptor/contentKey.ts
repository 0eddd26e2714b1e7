import { createHash } from 'node:crypto'
import type { Mesh } from '../mesh/mesh.js'
import { READING_VERSION } from '../mesh/parseMesh.js'

/**
 * Key of a mesh's content: the same content has the same key, wherever its file lies. The format is part of it, since
 * the same bytes may be read in two ways.
 *
 * @param change  name of a MeshChange that is applied before the mesh is described
 * @returns 64 hexadecimal digits
 */
export function contentKey(
  input: Mesh | { readonly bytes: Uint8Array; readonly format: string },
  change?: string,
): string {
  const isFile = 'bytes' in input
  const hash = beginKey(isFile ? input.format : 'mesh', change)
  if (isFile) return hash.update(input.bytes).digest('hex')
  const { positions, triangles } = input
  return hash.update(`${positions.length} `).update(bytesOf(positions)).update(bytesOf(triangles)).digest('hex')
}

/** The contentKey of a file that is too large to be held in memory. */
export async function keyOfStream(bytes: AsyncIterable<Uint8Array>, format: string): Promise<string> {
  const hash = beginKey(format)
  for await (const piece of bytes) hash.update(piece)
  return hash.digest('hex')
}

const beginKey = (kind: string, change?: string) =>
  createHash('sha256').update([READING_VERSION, kind, change].filter(Boolean).join(' '))

/** A seed made of 31 bits of a key. */
export const seedOfKey = (key: string): number => parseInt(key.slice(0, 8), 16) >>> 1

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Uint32Array) =>
  new Uint8Array(buffer, byteOffset, byteLength)
