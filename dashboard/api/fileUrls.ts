import { call } from './call.js'

const urls = new Map<string, Promise<string>>()

const readUrl = async (path: string): Promise<string> => URL.createObjectURL(await (await call(path)).blob())

/** What the API gives at a path for good, as an address that `<img>` takes without the token. Kept as long as the page. */
export function fileUrl(path: string): Promise<string> {
  let url = urls.get(path)
  if (url === undefined) {
    url = readUrl(path)
    url.catch(() => urls.delete(path))
    urls.set(path, url)
  }
  return url
}

/** By then every browser has begun to save what a link was clicked for. */
const SAVED_MS = 60_000

/** Saves what the API gives at a path as it is now, under its own name. */
export async function download(path: string, name: string): Promise<void> {
  const link = document.createElement('a')
  link.href = await readUrl(path)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), SAVED_MS)
}
