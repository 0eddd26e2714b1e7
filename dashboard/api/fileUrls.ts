import { call } from './call.js'
import { saveFile } from './saveFile.js'

const urls = new Map<string, Promise<string>>()

const readFile = async (path: string): Promise<Blob> => (await call(path)).blob()

/**
 * A file of the API that never changes, as an address that `<img>` can use without the token. It is kept as long as
 * the page.
 */
export function fileUrl(path: string): Promise<string> {
  let url = urls.get(path)
  if (url === undefined) {
    url = readFile(path).then((content) => URL.createObjectURL(content))
    url.catch(() => urls.delete(path))
    urls.set(path, url)
  }
  return url
}

/** Saves the present content at a path of the API as a file with this name. */
export const download = async (path: string, name: string): Promise<void> => saveFile(name, await readFile(path))
