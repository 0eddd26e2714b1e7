import { signal } from '@preact/signals'
import type { LibraryFolders, LibraryView } from '../../shared/schema/library.js'
import { call, getJson, postJson } from '../api/call.js'

/** The library; undefined = not read yet. */
export const library = signal<LibraryView | undefined>(undefined)

export async function readLibrary(): Promise<void> {
  library.value = await getJson<LibraryView>('/api/library')
}

/** Starts to add folders. @throws CallError */
export async function addFolders(folders: LibraryFolders): Promise<void> {
  library.value = await postJson<LibraryView>('/api/library', folders)
}

/** Stops to add the folders that are being looked at. @throws CallError */
export const stopAdding = (): Promise<unknown> => call('/api/library/adding', { method: 'DELETE' })

/** Forgets a folder; no file of it is touched. @throws CallError */
export async function removeFolder(folder: string): Promise<void> {
  const answer = await call(`/api/library?folder=${encodeURIComponent(folder)}`, { method: 'DELETE' })
  library.value = (await answer.json()) as LibraryView
}
