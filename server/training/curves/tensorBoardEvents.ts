import { crc32c } from './crc32c.js'

/** One value of a curve. */
export interface ScalarPoint {
  /** Name of the curve; `/` divides it into sections. */
  readonly tag: string
  readonly step: number
  readonly value: number
}

/**
 * Curves as a TensorBoard event file: records in TFRecord format, of which the first names the version. tfjs-node's
 * own writer is not used, because it needs the native library, and curves are written with every backend.
 *
 * @param wallTime  seconds since 1970, the same for all points
 * @see tensorflow/core/util/event.proto, tensorflow/core/framework/summary.proto,
 *   tensorflow/core/lib/io/record_writer.h
 */
export function tensorBoardEvents(points: readonly ScalarPoint[], wallTime: number): Uint8Array {
  const time = doubleField(EVENT.wallTime, wallTime)
  const version = record(Buffer.concat([time, bytesField(EVENT.fileVersion, Buffer.from('brain.Event:2'))]))
  const records = points.map(({ tag, step, value }) => {
    const scalar = Buffer.concat([bytesField(VALUE.tag, Buffer.from(tag)), floatField(VALUE.simpleValue, value)])
    const summary = bytesField(SUMMARY.value, scalar)
    return record(Buffer.concat([time, varintField(EVENT.step, step), bytesField(EVENT.summary, summary)]))
  })
  return Buffer.concat([version, ...records])
}

/** Field numbers of the messages. */
const EVENT = { wallTime: 1, step: 2, fileVersion: 3, summary: 5 }
const SUMMARY = { value: 1 }
const VALUE = { tag: 1, simpleValue: 2 }

/** Wire types of protocol buffers, which say how the bytes after a field number are read. */
const WIRE = { varint: 0, fixed64: 1, lengthDelimited: 2, fixed32: 5 }

function varint(value: number): Buffer {
  const bytes: number[] = []
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push((value % 128) | 128)
  return Buffer.from([...bytes, value])
}

const key = (field: number, wire: number): Buffer => varint((field << 3) | wire)

const varintField = (field: number, value: number): Buffer => Buffer.concat([key(field, WIRE.varint), varint(value)])

const bytesField = (field: number, bytes: Buffer): Buffer =>
  Buffer.concat([key(field, WIRE.lengthDelimited), varint(bytes.length), bytes])

function doubleField(field: number, value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(value)
  return Buffer.concat([key(field, WIRE.fixed64), bytes])
}

function floatField(field: number, value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeFloatLE(value)
  return Buffer.concat([key(field, WIRE.fixed32), bytes])
}

/** A record: length (uint64), checksum of the length, the bytes, checksum of the bytes. */
function record(bytes: Buffer): Buffer {
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(bytes.length))
  return Buffer.concat([length, maskedChecksum(length), bytes, maskedChecksum(bytes)])
}

/**
 * TFRecord rotates a checksum and adds a constant, because a checksum of data that contains checksums would be weak.
 */
function maskedChecksum(bytes: Uint8Array): Buffer {
  const crc = crc32c(bytes)
  const masked = Buffer.alloc(4)
  masked.writeUInt32LE((((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0)
  return masked
}
