import { packColumns } from './columns.js'

/** The thread of readColumns. It parses a large answer, so that the page does not stop. */
self.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
  self.postMessage(packColumns(JSON.parse(new TextDecoder().decode(data)) as Record<string, unknown>))
}
