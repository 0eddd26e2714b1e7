import { z } from 'zod'

/**
 * SHA-256 in hexadecimal digits. Names that come from Redis are checked against it, so that none leads out of a
 * store.
 */
export const Digest = z.string().regex(/^[0-9a-f]{64}$/)

/** Name of a blob: its kind, and the Digest of everything that decides its content. */
export type BlobKey = `${'mesh' | 'result' | 'fleet'}/${string}`

/**
 * Holds meshes and results while a job is under way, for all of its workers: FolderStore, S3Store. A blob is there
 * whole or not at all. A key always has the same content, so a blob may be written twice.
 */
export interface BlobStore {
  /** Name for errors, without any secret. */
  readonly name: string
  /** Reads a blob. @returns undefined when there is none */
  get(key: BlobKey): Promise<Uint8Array | undefined>
  put(key: BlobKey, bytes: Uint8Array): Promise<void>
  has(key: BlobKey): Promise<boolean>
  /** Removes a blob; one that is not there is no error. */
  remove(key: BlobKey): Promise<void>
  /** Removes blobs that were put before this time, in milliseconds since 1970. What is still needed is put again. */
  tidy(before: number): Promise<void>
}
