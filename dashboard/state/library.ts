import { signal } from '@preact/signals'
import type { LibraryFolders, LibraryView } from '../../shared/schema/library.js'
import { getJson, postJson } from '../api/call.js'

/** The library; undefined = not read yet. */
export const library = signal<LibraryView | undefined>(undefined)

export async function readLibrary(): Promise<void> {
  library.value = await getJson<LibraryView>('/api/library')
}

/** Starts to add folders. @throws CallError */
export async function addFolders(folders: LibraryFolders): Promise<void> {
  library.value = await postJson<LibraryView>('/api/library', folders)
}
