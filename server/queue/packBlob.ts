import { crc32 } from 'node:zlib'

/**
 * A blob begins with four uint32: the magic number, the checksum of all that follows it, the number of bytes of JSON,
 * and the number of bytes of arrays.
 */
const MAGIC = 0x42_4b_48_53 // `SHKB`
const START_BYTES = 16
/** Arrays begin at multiples of this, whatever their type. */
const ALIGNMENT = 4

const ARRAYS = { f32: Float32Array, u32: Uint32Array, u8: Uint8Array } as const
type ArrayName = keyof typeof ARRAYS
type PackedArray = Float32Array | Uint32Array | Uint8Array

/**
 * What the JSON holds in place of an array: its type, the offset of its bytes after the JSON, and its number of
 * elements.
 */
type Place = readonly [type: ArrayName, offset: number, length: number]
const PLACE = '$array'

/**
 * Packs plain data, with the typed arrays in it as bytes. Fields that are undefined are left out.
 *
 * @param value data of JSON's kinds, and Float32Array, Uint32Array, Uint8Array; no other array type, and NaN only
 *   inside these
 */
export function packBlob(value: unknown): Uint8Array {
  const arrays: PackedArray[] = []
  let offset = 0
  // Reads the part from `this`, because `value` is already the list of a Buffer's numbers.
  const text = JSON.stringify(value, function (this: Record<string, unknown>, key: string) {
    const part = this[key]
    const type = (Object.keys(ARRAYS) as ArrayName[]).find((name) => part instanceof ARRAYS[name])
    if (type === undefined) return part
    const array = part as PackedArray
    const place: Place = [type, offset, array.length]
    arrays.push(array)
    offset += aligned(array.byteLength)
    return { [PLACE]: place }
  })
  const json = Buffer.from(text)
  const blob = Buffer.alloc(START_BYTES + aligned(json.length) + offset)
  blob.writeUInt32LE(MAGIC, 0)
  blob.writeUInt32LE(json.length, 8)
  blob.writeUInt32LE(offset, 12)
  blob.set(json, START_BYTES)
  let at = START_BYTES + aligned(json.length)
  for (const { buffer, byteOffset, byteLength } of arrays) {
    blob.set(new Uint8Array(buffer, byteOffset, byteLength), at)
    at += aligned(byteLength)
  }
  blob.writeUInt32LE(crc32(blob.subarray(8)), 4)
  return blob
}

/** Unpacks what packBlob packed; undefined where bytes are missing or were changed. */
export function unpackBlob(bytes: Uint8Array): unknown {
  const blob = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (blob.length < START_BYTES || blob.readUInt32LE(0) !== MAGIC) return undefined
  const [jsonBytes, arrayBytes] = [blob.readUInt32LE(8), blob.readUInt32LE(12)]
  const start = START_BYTES + aligned(jsonBytes)
  if (blob.length !== start + arrayBytes || blob.readUInt32LE(4) !== crc32(blob.subarray(8))) return undefined
  return JSON.parse(blob.toString('utf8', START_BYTES, START_BYTES + jsonBytes), (_, part: unknown) => {
    const place = (part as { [PLACE]?: Place } | null)?.[PLACE]
    if (place === undefined) return part
    const [type, offset, length] = place
    const begin = start + offset
    const own = new Uint8Array(blob.subarray(begin, begin + length * ARRAYS[type].BYTES_PER_ELEMENT)) // aligned
    return new ARRAYS[type](own.buffer)
  })
}

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT
