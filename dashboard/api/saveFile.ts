/** Milliseconds after which every browser has begun to save the file of a clicked link. */
const SAVED_MS = 60_000

/** Saves bytes as a file, through the browser. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), SAVED_MS)
}
