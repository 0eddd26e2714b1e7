import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from '#scripts/lib/cacheFolder.js'

/** Of the file's bytes: the conversion gives the same ones everywhere. */
export const NETWORK_SHA256 = '4a90bc343bd97d746228a04e3dac524136199639287d639bb223cdff7d34a580'

/** Folder in the cache with the network's numbers and its licence; set-up fills it, whole or not at all. */
export const networkFolder = (): string => join(cacheFolder(), 'view-network-1')

/** In that folder: what foldNetwork gives, little-endian float32. */
export const NETWORK_FILE = 'efficientnet-lite0.f32'

/** The network's numbers, or in words why there are none. */
export type FoundNetwork =
  | { readonly state: 'found'; readonly numbers: Float32Array }
  | { readonly state: 'missing' | 'damaged'; readonly path: string }

/** Reads the network that set-up has fetched. */
export function findNetwork(): FoundNetwork {
  const path = join(networkFolder(), NETWORK_FILE)
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch {
    return { state: 'missing', path }
  }
  if (createHash('sha256').update(bytes).digest('hex') !== NETWORK_SHA256) return { state: 'damaged', path }
  // A file of this size is read into memory of its own, which begins with it: no copy of 13 MB is needed to align it.
  return { state: 'found', numbers: new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4) }
}
