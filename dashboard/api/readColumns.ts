import { unpackColumns, type PackedColumns } from './columns.js'

/**
 * Fewer bytes are parsed in a few milliseconds. The 10 MB of 100,000 shapes take some 80 ms, in which the page would
 * not react.
 */
const LARGE_BYTES = 2 ** 19

/** Parses the JSON object of an answer. A large one, made of columns, is parsed on a thread of its own. */
export async function readColumns<T extends object>(response: Response): Promise<T> {
  const bytes = await response.arrayBuffer()
  if (bytes.byteLength < LARGE_BYTES) return JSON.parse(new TextDecoder().decode(bytes)) as T
  return (await unpackColumns(await packInWorker(bytes))) as T
}

function packInWorker(bytes: ArrayBuffer): Promise<PackedColumns> {
  const worker = new Worker(new URL('./columnsWorker.ts', import.meta.url), { type: 'module' })
  const packed = new Promise<PackedColumns>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<PackedColumns>) => resolve(data)
    worker.onerror = ({ message }) => reject(new Error(message || 'The page could not start a thread. Load it again.'))
  })
  worker.postMessage(bytes, [bytes])
  return packed.finally(() => worker.terminate())
}
