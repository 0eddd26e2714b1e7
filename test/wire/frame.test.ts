import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ShapekinError } from '../../shared/errors.js'
import { PROTOCOL_VERSION } from '../../shared/protocol.js'
import { decodeFrame, encodeFrame, type Frame } from '../../shared/wire/frame.js'
import { FRAME_HEADER_BYTES, FRAME_OFFSET } from '../../shared/wire/frameLayout.js'

const tetrahedron: Frame = {
  type: 'mesh',
  runId: '0123456789abcdef',
  index: 7,
  positions: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1),
  triangles: Uint32Array.of(0, 2, 1, 0, 1, 3, 1, 2, 3, 2, 0, 3),
  offset: [448262.13, -5411932.677, 0.1],
}

const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof ShapekinError) return error.code
    throw error
  }
  return 'none'
}

/** The frame with some bytes changed. */
const damaged = (change: (bytes: Buffer) => Buffer | void): Buffer => {
  const bytes = encodeFrame(tetrahedron)
  return change(bytes) ?? bytes
}

describe('frames', () => {
  it('give back every mesh bit by bit, NaN and infinities too', () => {
    const floats = fc.float32Array({ minLength: 0, maxLength: 60 })
    fc.assert(
      fc.property(floats, fc.uint32Array({ maxLength: 60 }), fc.nat(2 ** 32 - 1), (numbers, indices, index) => {
        const positions = numbers.subarray(0, numbers.length - (numbers.length % 3))
        const triangles = indices.subarray(0, indices.length - (indices.length % 3))
        const frame = decodeFrame(encodeFrame({ ...tetrahedron, index, positions, triangles }))
        expect(frame).toEqual({
          ...tetrahedron,
          index,
          positions: Float32Array.from(positions),
          triangles: Uint32Array.from(triangles),
        })
      }),
      { verbose: 1 },
    )
  })

  it('give back a file', () => {
    const file: Frame = { type: 'file', runId: 'ffffffffffffffff', name: 'scene.png', bytes: Uint8Array.of(1, 2, 255) }
    expect(decodeFrame(encodeFrame(file))).toEqual(file)
  })

  it.each([
    ['wire.tooShort', damaged((bytes) => bytes.subarray(0, FRAME_HEADER_BYTES - 1))],
    ['wire.badMagic', damaged((bytes) => void bytes.write('SHAP'))],
    ['wire.version', damaged((bytes) => void bytes.writeUInt16LE(PROTOCOL_VERSION + 1, FRAME_OFFSET.version))],
    ['wire.badType', damaged((bytes) => void bytes.writeUInt16LE(9, FRAME_OFFSET.type))],
    ['wire.size', damaged((bytes) => bytes.subarray(0, bytes.length - 1))],
    ['wire.size', damaged((bytes) => void bytes.writeUInt32LE(0xffffffff, FRAME_OFFSET.first))],
    ['wire.size', damaged((bytes) => Buffer.concat([bytes, Buffer.of(0)]))],
    ['wire.checksum', damaged((bytes) => void (bytes[FRAME_HEADER_BYTES] ^= 1))],
  ] as const)('WIRE-1: refuses with %s', (code, bytes) => {
    expect(codeOf(() => decodeFrame(bytes))).toBe(code)
  })

  it('WIRE-1: notices every single flipped bit', () => {
    const whole = encodeFrame(tetrahedron)
    const unnoticed = []
    for (let bit = 0; bit < 8 * whole.length; bit++) {
      const bytes = Buffer.from(whole)
      bytes[bit >> 3] ^= 1 << (bit & 7)
      // Run id and index lie outside the checksum: a wrong one is somebody else's shape, and dropped by its run.
      const byte = bit >> 3
      if (byte >= FRAME_OFFSET.run_id && byte < FRAME_OFFSET.first) continue
      if (codeOf(() => decodeFrame(bytes)) === 'none') unnoticed.push(bit)
    }
    expect(unnoticed).toEqual([])
  })
})
