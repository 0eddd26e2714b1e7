import { ShapekinError } from '../../../shared/errors.js'
import { isInFile } from './bufferData.js'
import { CHUNK_HEADER_BYTES, FILE_CHUNK, HEADER_BYTES, isGlb, JSON_CHUNK, MAGIC, MAX_JSON_BYTES } from './openGltf.js'

const SCHEME = /^[a-z][a-z\d+.-]*:/i

/**
 * Makes a glTF file that can be read without other files. Where buffers lie in files of their own, it returns a GLB
 * with a chunk for each of them. A file that names no other files, or is not valid JSON, is returned as it is; reading
 * it gives the error.
 *
 * @param load reads a file by its path below the folder of this one, with `/`
 * @throws `mesh.invalid` for a path that leads out of the folder, and what `load` throws
 */
export async function packGltf(
  bytes: Uint8Array,
  load: (way: string, place: string) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const uris = isGlb(bytes) || bytes.length > MAX_JSON_BYTES ? [] : uriList(bytes)
  const files: Uint8Array[] = []
  for (const [index, uri] of uris.entries())
    if (isInFile(uri)) files.push(await load(wayOf(uri, `buffers[${index}]`), `buffers[${index}]`))
  return files.length === 0 ? bytes : glbOf([bytes, ...files])
}

/** The addresses of the buffers, as far as they can be read. */
function uriList(bytes: Uint8Array): (string | undefined)[] {
  try {
    const { buffers } = JSON.parse(new TextDecoder().decode(bytes)) as { buffers?: { uri?: unknown }[] }
    return (buffers ?? []).map(({ uri }) => (typeof uri === 'string' ? uri : undefined))
  } catch {
    return []
  }
}

function wayOf(uri: string, place: string): string {
  const invalid = (problem: string) => new ShapekinError('mesh.invalid', { place, problem })
  const shown = uri.slice(0, 100)
  let way: string
  try {
    way = decodeURIComponent(uri)
  } catch {
    way = uri // the name contains a percent sign that was not encoded
  }
  if (SCHEME.test(way)) throw invalid(`it lies at ${shown}: nothing is fetched`)
  if (/^[/\\]|\0/.test(way) || way.split(/[/\\]/).includes('..'))
    throw invalid(`it names ${shown}, which is not below the folder of the file`)
  return way
}

/** Makes a GLB of a JSON text and buffers. */
function glbOf([json, ...files]: readonly Uint8Array[]): Buffer {
  const chunks = [json, ...files].map((content, i) => {
    const header = Buffer.alloc(CHUNK_HEADER_BYTES)
    const padding = Buffer.alloc(-content.length & 3, i === 0 ? ' ' : 0)
    header.writeUInt32LE(content.length + padding.length, 0)
    header.writeUInt32LE(i === 0 ? JSON_CHUNK : FILE_CHUNK, 4)
    return [header, content, padding]
  })
  const header = Buffer.alloc(HEADER_BYTES)
  const whole = Buffer.concat([header, ...chunks.flat()])
  whole.writeUInt32LE(MAGIC, 0)
  whole.writeUInt32LE(2, 4)
  whole.writeUInt32LE(whole.length, 8)
  return whole
}
