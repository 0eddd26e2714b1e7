import { randomInt } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import { TextLengths } from '../../server/http/watchTexts.js'

const [CONTINUATION, TEXT, BINARY, PING] = [0, 1, 2, 9]

interface Frame {
  readonly opcode: number
  readonly fin?: boolean
  readonly length: number
  readonly isMasked?: boolean
}

/** RFC 6455, 5.2. */
function bytesOf({ opcode, fin = true, length, isMasked = true }: Frame): Buffer {
  const mask = isMasked ? 0x80 : 0
  const size = Buffer.alloc(length > 65_535 ? 8 : length > 125 ? 2 : 0)
  if (size.length === 8) size.writeBigUInt64BE(BigInt(length))
  if (size.length === 2) size.writeUInt16BE(length)
  const short = size.length === 8 ? 127 : size.length === 2 ? 126 : length
  return Buffer.concat([
    Buffer.of((fin ? 0x80 : 0) | opcode, mask | short),
    size,
    Buffer.alloc(isMasked ? 4 : 0),
    Buffer.alloc(length, 0x81),
  ])
}

describe('TextLengths', () => {
  const cut = (bytes: Buffer, random: Random): Buffer[] => {
    const pieces: Buffer[] = []
    for (let at = 0; at < bytes.length;) {
      const length = 1 + random.below(random.below(2) === 0 ? 4 : 5000)
      pieces.push(bytes.subarray(at, at + length))
      at += length
    }
    return pieces
  }

  it('WIRE-2: tells the longest text, whatever stands between and however the bytes are cut', () => {
    const seed = randomInt(2 ** 31)
    const random = new Random(seed, 0)
    for (let round = 0; round < 200; round++) {
      const frames: Frame[] = []
      let longest = 0
      for (let message = 0; message < 6; message++) {
        const isText = random.below(2) === 0
        let total = 0
        const parts = 1 + random.below(3)
        for (let part = 0; part < parts; part++) {
          const length = [0, 125, 126, 127, 65_535, 65_536, random.below(3000)][random.below(7)]
          const opcode = part > 0 ? CONTINUATION : isText ? TEXT : BINARY
          frames.push({ opcode, fin: part === parts - 1, length, isMasked: random.below(4) > 0 })
          if (random.below(3) === 0) frames.push({ opcode: PING, length: random.below(126) })
          total += length
        }
        if (isText) longest = Math.max(longest, total)
      }
      const texts = new TextLengths()
      const told = cut(Buffer.concat(frames.map(bytesOf)), random).map((piece) => texts.longest(piece))
      expect(Math.max(...told), `seed ${seed}, round ${round}`).toBe(longest)
    }
  })
})
