import { resolve } from 'node:path'
import type { BlobStore } from './blobStore.js'
import { FolderStore } from './folderStore.js'

/** @param place a folder */
export const openStore = (place: string): BlobStore => new FolderStore(resolve(place))
