import { call } from './call.js'

const urls = new Map<string, Promise<string>>()

/** What the API gives at a path, as an address that `<img>` takes without the token. Kept as long as the page. */
export function fileUrl(path: string): Promise<string> {
  let url = urls.get(path)
  if (url === undefined) {
    url = call(path)
      .then((response) => response.blob())
      .then((blob) => URL.createObjectURL(blob))
    url.catch(() => urls.delete(path))
    urls.set(path, url)
  }
  return url
}

/** Saves what the API gives at a path under its own name. */
export async function download(path: string, name: string): Promise<void> {
  const link = document.createElement('a')
  link.href = await fileUrl(path)
  link.download = name
  link.click()
}
