import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from '#scripts/lib/cacheFolder.js'

/** SHA-256 of the file; the conversion gives the same bytes everywhere. */
export const NETWORK_SHA256 = '4a90bc343bd97d746228a04e3dac524136199639287d639bb223cdff7d34a580'

/** Folder in the cache that holds the network's numbers and its licence. Set-up fills it, whole or not at all. */
export const networkFolder = (): string => join(cacheFolder(), 'view-network-1')

/** Name of the file in that folder: the result of foldNetwork, little-endian float32. */
export const NETWORK_FILE = 'efficientnet-lite0.f32'

/** The network's numbers, or why there are none, in words. */
export type FoundNetwork =
  | { readonly state: 'found'; readonly numbers: Float32Array }
  | { readonly state: 'missing' | 'damaged'; readonly path: string }

/** Reads the network that set-up has installed. */
export function findNetwork(): FoundNetwork {
  const path = join(networkFolder(), NETWORK_FILE)
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch {
    return { state: 'missing', path }
  }
  if (createHash('sha256').update(bytes).digest('hex') !== NETWORK_SHA256) return { state: 'damaged', path }
  // readFileSync puts a file of this size at the start of a memory of its own, so the 13 MB need no copy to be
  // aligned.
  return { state: 'found', numbers: new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4) }
}
