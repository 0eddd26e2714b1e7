import { z } from 'zod'

/** SHA-256 in hexadecimal digits. What comes from Redis is held to it, so that no name leads out of a store. */
export const Digest = z.string().regex(/^[0-9a-f]{64}$/)

/** What a blob is known by: its kind, and the Digest of all that decides its content. */
export type BlobKey = `${'mesh' | 'result' | 'fleet'}/${string}`

/**
 * Where meshes and results lie while a job is under way, for all of its workers: FolderStore, S3Store. A blob is there whole
 * or not at all, and the same key always has the same content, so that it may be written twice.
 */
export interface BlobStore {
  /** For sentences, without any secret. */
  readonly name: string
  /** @returns undefined when there is none */
  get(key: BlobKey): Promise<Uint8Array | undefined>
  put(key: BlobKey, bytes: Uint8Array): Promise<void>
  has(key: BlobKey): Promise<boolean>
  /** One that is not there is no failure. */
  remove(key: BlobKey): Promise<void>
  /** Removes what was put before this time, in milliseconds since 1970; what is still needed is put again. */
  tidy(before: number): Promise<void>
}
