import { call } from './call.js'

const urls = new Map<string, Promise<string>>()

const readUrl = async (path: string): Promise<string> => URL.createObjectURL(await (await call(path)).blob())

/**
 * A file of the API that never changes, as an address that `<img>` can use without the token. It is kept as long as
 * the page.
 */
export function fileUrl(path: string): Promise<string> {
  let url = urls.get(path)
  if (url === undefined) {
    url = readUrl(path)
    url.catch(() => urls.delete(path))
    urls.set(path, url)
  }
  return url
}

/** Milliseconds after which every browser has begun to save the file of a clicked link. */
const SAVED_MS = 60_000

/** Saves the present content at a path of the API as a file with this name. */
export async function download(path: string, name: string): Promise<void> {
  const link = document.createElement('a')
  link.href = await readUrl(path)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), SAVED_MS)
}
