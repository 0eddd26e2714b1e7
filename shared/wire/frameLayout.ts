/**
 * Binary frames, little-endian: a header of 56 bytes, then the payload. Python's copy is generated from this table.
 * Type 1, mesh: payload = positions (3V float32) around the point `offset`, triangles (3T uint32); `first` = V,
 * `second` = T. Type 2, file: payload = the file's bytes; `index` = its place in SCENE_FILES, `first` = its length,
 * `second` and `offset` = 0. The checksum is of the offset's bytes and the payload.
 */
export const FRAME_MAGIC = 'SHPK'
export const FRAME_TYPES = { mesh: 1, file: 2 } as const

/** Header fields in order; `struct` is the letter for the type in Python's struct module. */
export const FRAME_HEADER = [
  { name: 'magic', struct: '4s', bytes: 4 },
  { name: 'version', struct: 'H', bytes: 2 },
  { name: 'type', struct: 'H', bytes: 2 },
  { name: 'run_id', struct: '8s', bytes: 8 },
  { name: 'index', struct: 'I', bytes: 4 },
  { name: 'first', struct: 'I', bytes: 4 },
  { name: 'second', struct: 'I', bytes: 4 },
  { name: 'checksum', struct: 'I', bytes: 4 },
  { name: 'offset', struct: '3d', bytes: 24 },
] as const

type FieldName = (typeof FRAME_HEADER)[number]['name']

/** Byte offset of each header field. */
export const FRAME_OFFSET = Object.fromEntries(
  FRAME_HEADER.map((field, i) => [field.name, FRAME_HEADER.slice(0, i).reduce((sum, { bytes }) => sum + bytes, 0)]),
) as Record<FieldName, number>

export const FRAME_HEADER_BYTES = FRAME_HEADER.reduce((sum, { bytes }) => sum + bytes, 0)
