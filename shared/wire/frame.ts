import { crc32 } from 'node:zlib'
import { ShapekinError } from '../errors.js'
import { MAX_FRAME_BYTES, PROTOCOL_VERSION } from '../protocol.js'
import { SCENE_FILES, type SceneFile } from '../schema/sceneFiles.js'
import { FRAME_HEADER_BYTES, FRAME_MAGIC, FRAME_OFFSET, FRAME_TYPES } from './frameLayout.js'

/** A binary frame. `runId` = 16 hex digits, `index` = the shape's number in its run. */
export type Frame =
  | {
      type: 'mesh'
      runId: string
      index: number
      /** (3V), around `offset`. */
      positions: Float32Array
      triangles: Uint32Array
      /**
       * Place of the positions' origin in the scene, in double precision; 0 0 0 unless the mesh is far from the
       * scene's origin.
       */
      offset: Point
    }
  | { type: 'file'; runId: string; name: SceneFile; bytes: Uint8Array }

export type Point = readonly [x: number, y: number, z: number]
const ORIGIN: Point = [0, 0, 0]

const pack = (
  runId: string,
  type: number,
  index: number,
  [first, second]: readonly [number, number],
  payload: Uint8Array,
  offset = ORIGIN,
) => {
  const header = Buffer.alloc(FRAME_HEADER_BYTES)
  header.write(FRAME_MAGIC, FRAME_OFFSET.magic, 'latin1')
  header.writeUInt16LE(PROTOCOL_VERSION, FRAME_OFFSET.version)
  header.writeUInt16LE(type, FRAME_OFFSET.type)
  header.write(runId, FRAME_OFFSET.run_id, 'hex')
  header.writeUInt32LE(index, FRAME_OFFSET.index)
  header.writeUInt32LE(first, FRAME_OFFSET.first)
  header.writeUInt32LE(second, FRAME_OFFSET.second)
  offset.forEach((value, axis) => header.writeDoubleLE(value, FRAME_OFFSET.offset + 8 * axis))
  header.writeUInt32LE(checksum(header, payload), FRAME_OFFSET.checksum)
  return Buffer.concat([header, payload])
}

/** Checksum of the offset, which is the header's last field, and of the payload. */
const checksum = (header: Buffer, payload: Uint8Array) =>
  crc32(payload, crc32(header.subarray(FRAME_OFFSET.offset, FRAME_HEADER_BYTES)))

const bytesOf = (array: Float32Array | Uint32Array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength)

/** Packs a frame, as the add-on's `pack_mesh` and `pack_file` do; `decodeFrame` is its inverse. */
export function encodeFrame(frame: Frame): Buffer {
  switch (frame.type) {
    case 'mesh': {
      const payload = Buffer.concat([bytesOf(frame.positions), bytesOf(frame.triangles)])
      const counts = [frame.positions.length / 3, frame.triangles.length / 3] as const
      return pack(frame.runId, FRAME_TYPES.mesh, frame.index, counts, payload, frame.offset)
    }
    case 'file':
      return pack(frame.runId, FRAME_TYPES.file, SCENE_FILES.indexOf(frame.name), [frame.bytes.length, 0], frame.bytes)
  }
}

/**
 * Unpacks a frame into new arrays. Sizes are checked before anything is allocated.
 * @throws ShapekinError `wire.tooShort`, `wire.badMagic`, `wire.version`, `wire.tooLarge`, `wire.badType`, `wire.size`,
 *   `wire.checksum`
 */
export function decodeFrame(bytes: Buffer): Frame {
  if (bytes.length < FRAME_HEADER_BYTES) throw new ShapekinError('wire.tooShort', { bytes: bytes.length })
  const magic = bytes.toString('latin1', 0, FRAME_MAGIC.length)
  if (magic !== FRAME_MAGIC) throw new ShapekinError('wire.badMagic', { found: JSON.stringify(magic) })
  const version = bytes.readUInt16LE(FRAME_OFFSET.version)
  if (version !== PROTOCOL_VERSION)
    throw new ShapekinError('wire.version', { found: version, expected: PROTOCOL_VERSION })
  if (bytes.length > MAX_FRAME_BYTES)
    throw new ShapekinError('wire.tooLarge', { bytes: bytes.length, limit: MAX_FRAME_BYTES })

  const type = bytes.readUInt16LE(FRAME_OFFSET.type)
  if (type !== FRAME_TYPES.mesh && type !== FRAME_TYPES.file) throw new ShapekinError('wire.badType', { found: type })
  const runId = bytes.toString('hex', FRAME_OFFSET.run_id, FRAME_OFFSET.index)
  const index = bytes.readUInt32LE(FRAME_OFFSET.index)
  const first = bytes.readUInt32LE(FRAME_OFFSET.first)
  const second = bytes.readUInt32LE(FRAME_OFFSET.second)
  const payload = bytes.subarray(FRAME_HEADER_BYTES)
  const declared = type === FRAME_TYPES.mesh ? 12 * (first + second) : first
  if (declared !== payload.length) throw new ShapekinError('wire.size', { declared, found: payload.length })
  if (checksum(bytes, payload) !== bytes.readUInt32LE(FRAME_OFFSET.checksum)) throw new ShapekinError('wire.checksum')

  const copy = Uint8Array.from(payload) // aligned, and not in the socket's pooled buffer
  if (type === FRAME_TYPES.file) {
    const name = SCENE_FILES[index]
    if (name === undefined) throw new ShapekinError('wire.badType', { found: `file ${index}` })
    return { type: 'file', runId, name, bytes: copy }
  }
  return {
    type: 'mesh',
    runId,
    index,
    positions: new Float32Array(copy.buffer, 0, 3 * first),
    triangles: new Uint32Array(copy.buffer, 12 * first, 3 * second),
    offset: [0, 8, 16].map((byte) => bytes.readDoubleLE(FRAME_OFFSET.offset + byte)) as [number, number, number],
  }
}
