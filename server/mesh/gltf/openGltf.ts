import { ShapekinError } from '../../../shared/errors.js'

export const MAGIC = 0x46546c67 // "glTF"
export const JSON_CHUNK = 0x4e4f534a
const BIN_CHUNK = 0x004e4942
/** Type of a chunk that holds a buffer from a separate file; see packGltf. Readers skip chunks of unknown types. */
export const FILE_CHUNK = 0x454c4946 // "FILE"
export const HEADER_BYTES = 12
export const CHUNK_HEADER_BYTES = 8

/** The text of a scene with 100,000 nodes has 20 MB; more than this limit is buffers written as text. */
export const MAX_JSON_BYTES = 128 * 2 ** 20

/** The parts of a glTF file: its JSON description and its binary content. */
export interface GltfContent {
  readonly json: unknown
  /** The buffer inside a GLB. */
  readonly bin?: Uint8Array
  /**
   * Contents of the buffers that lie in files of their own, in the order of `buffers`; empty where they were not
   * read.
   */
  readonly files: readonly Uint8Array[]
}

/** Most bytes of blanks that a text may begin with. */
const MOST_BLANKS = 4096

export const isGlb = (bytes: Uint8Array): boolean => bytes.length >= 4 && viewOf(bytes).getUint32(0, true) === MAGIC

/**
 * Splits a GLB, or the text of a `.gltf`, into its parts. The first four bytes tell which it is, whatever the name of
 * the file says.
 *
 * @throws `mesh.empty`, `mesh.truncated`, `mesh.syntax`, `mesh.tooLarge`, `mesh.invalid`, `mesh.unsupported` (glTF 1.0)
 */
export function openGltf(bytes: Uint8Array): GltfContent {
  if (bytes.length === 0) throw new ShapekinError('mesh.empty')
  if (!isGlb(bytes)) {
    if (!beginsText(bytes)) throw neither(bytes)
    return { json: parseJson(bytes, 0), files: [] }
  }
  const view = viewOf(bytes)
  if (bytes.length < HEADER_BYTES) throw truncated(bytes.length, 'the header of 12 bytes')
  const version = view.getUint32(4, true)
  if (version !== 2) throw new ShapekinError('mesh.unsupported', { place: 'The header', feature: `glTF ${version}` })
  const length = view.getUint32(8, true)
  if (length > bytes.length) throw truncated(bytes.length, `the ${length} bytes that its header declares`)
  let content: { json?: unknown; bin?: Uint8Array } = {}
  const files: Uint8Array[] = []
  for (let at = HEADER_BYTES; at + CHUNK_HEADER_BYTES <= length;) {
    const start = at + CHUNK_HEADER_BYTES
    const end = start + view.getUint32(at, true)
    if (end > length) throw truncated(length, `byte ${end}, the end of the chunk that starts at byte ${at}`)
    const type = view.getUint32(at + 4, true)
    const chunk = bytes.subarray(start, end)
    if (at === HEADER_BYTES) {
      if (type !== JSON_CHUNK)
        throw new ShapekinError('mesh.invalid', { place: `Byte ${at}`, problem: 'the first chunk is not JSON' })
      content = { json: parseJson(chunk, start) }
    } else if (type === BIN_CHUNK && content.bin === undefined) content = { ...content, bin: chunk }
    else if (type === FILE_CHUNK) files.push(chunk)
    at = end + (-end & 3) // chunks begin at multiples of four, even where one is not padded
  }
  const { json, bin } = content
  if (json === undefined) throw truncated(length, 'its first chunk')
  return { json, files, ...(bin ? { bin } : {}) }
}

/** Whether JSON begins here, after blanks and a byte order mark. */
const beginsText = (bytes: Uint8Array): boolean =>
  /^\s*[{[]/.test(new TextDecoder().decode(bytes.slice(0, MOST_BLANKS)))

/** How an error shows bytes that are not text: as hexadecimal digits, not as characters. */
const neither = (bytes: Uint8Array) =>
  new ShapekinError('mesh.syntax', {
    place: 'Byte 0',
    found: `the bytes ${Buffer.from(bytes.subarray(0, 4))
      .toString('hex')
      .replace(/..(?=.)/g, '$& ')}`,
    expected: '`glTF` or the `{` of a text',
  })

/** @param start offset of the text in the file */
function parseJson(text: Uint8Array, start: number): unknown {
  if (text.length > MAX_JSON_BYTES)
    throw new ShapekinError('mesh.tooLarge', { count: text.length, what: 'bytes of JSON', limit: MAX_JSON_BYTES })
  try {
    // Some programs fill the end of the chunk with NUL, where the format wants blanks.
    return JSON.parse(new TextDecoder().decode(text.slice()).replace(/\0{1,4}$/, '')) as unknown
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ShapekinError(
      'mesh.syntax',
      { place: `Byte ${start}`, found: `no JSON (${reason})`, expected: 'a glTF text' },
      { cause },
    )
  }
}

const truncated = (byte: number, expected: string) =>
  new ShapekinError('mesh.truncated', { place: `Byte ${byte}`, expected })

const viewOf = ({ buffer, byteOffset, length }: Uint8Array): DataView => new DataView(buffer, byteOffset, length)
