import { resolve } from 'node:path'
import type { BlobStore } from './blobStore.js'
import { FolderStore } from './folderStore.js'

/**
 * Opens the store at a place.
 *
 * @param place a folder, or `s3://BUCKET[/PREFIX]`
 * @param env   for S3 only: see S3Account
 * @throws ShapekinError `input.invalid`
 */
export async function openStore(place: string, env: NodeJS.ProcessEnv): Promise<BlobStore> {
  if (!place.startsWith('s3://')) return new FolderStore(resolve(place))
  const { readS3Account, S3Store } = await import('./s3Store.js') // few need it
  return new S3Store(place, readS3Account(env))
}
