import { createHash } from 'node:crypto'
import type { MeshInput } from '../mesh/meshSource.js'
import { READING_VERSION } from '../mesh/parseMesh.js'

/**
 * What a mesh is known by: the same content has the same key, wherever it lies. The format counts, since the same bytes
 * may be read in two ways.
 *
 * @param change  name of what is done to the mesh before it is described
 * @returns 64 hexadecimal digits
 */
export function contentKey(input: MeshInput, change?: string): string {
  const isFile = 'bytes' in input
  const hash = createHash('sha256').update(
    [READING_VERSION, isFile ? input.format : 'mesh', change].filter(Boolean).join(' '),
  )
  if (isFile) return hash.update(input.bytes).digest('hex')
  const { positions, triangles } = input
  return hash.update(`${positions.length} `).update(bytesOf(positions)).update(bytesOf(triangles)).digest('hex')
}

/** 31 bits of a key. */
export const seedOfKey = (key: string): number => parseInt(key.slice(0, 8), 16) >>> 1

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Uint32Array) =>
  new Uint8Array(buffer, byteOffset, byteLength)
