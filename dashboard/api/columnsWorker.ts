import { packColumns } from './columns.js'

/** The thread of readColumns: parses a large answer there, so that the page goes on. */
self.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
  self.postMessage(packColumns(JSON.parse(new TextDecoder().decode(data)) as Record<string, unknown>))
}
