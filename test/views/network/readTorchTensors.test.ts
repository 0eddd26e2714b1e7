import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readTorchTensors } from '../../../server/views/network/readTorchTensors.js'

/** Written by PyTorch itself, see makeFixtures.py. */
const SMALL = new Uint8Array(readFileSync(new URL('small.pth', import.meta.url)))

/** The file with its table replaced by another pickle. */
function withTable(pickle: string): Uint8Array {
  const text = Buffer.from(SMALL).toString('latin1')
  const start = text.indexOf('\x80\x02ccollections')
  const end = text.indexOf('\x80\x02]', start)
  return Uint8Array.from(Buffer.from(text.slice(0, start) + pickle + text.slice(end), 'latin1'))
}

describe('readTorchTensors', () => {
  it('reads what PyTorch wrote, rows last, whatever the order of axes in the file; counters are left out', () => {
    const tensors = readTorchTensors(SMALL)
    expect([...tensors.keys()]).toEqual(['weight', 'bias'])
    const weight = Array.from({ length: 2 * 3 * 4 }, (_, i) => {
      const [a, b, c] = [Math.floor(i / 12), Math.floor(i / 4) % 3, i % 4]
      return (c * 6 + b * 2 + a) / 8 // the table of 4 x 3 x 2 eighths, its axes reversed
    })
    expect(tensors.get('weight')).toEqual({ shape: [2, 3, 4], values: Float32Array.from(weight) })
    expect(tensors.get('bias')).toEqual({ shape: [3], values: Float32Array.of(1.5, -2.25, 1e-30) })
  })

  it.each([
    ['a call of a function', '\x80\x02cos\nsystem\nX\x02\x00\x00\x00id\x85R.', 'os system'],
    ['a call of a class', '\x80\x02cbuiltins\neval\n)R.', 'builtins eval'],
    ['a call of a text', '\x80\x02X\x02\x00\x00\x00id)R.', 'calls what is no name'],
    ['an object with a state', '\x80\x02cos\nDirEntry\n)\x81.', 'instruction 0x81'],
    ['an instruction of old pickles', "\x80\x02(S'id'\nios\nsystem\n.", 'instruction 0x53'],
    ['a name in place of the table', '\x80\x02cos\nsystem\n.', 'no table'],
    ['another protocol', '\x80\x04N.', 'protocol 4'],
    [
      'a storage of another type',
      '\x80\x02(X\x07\x00\x00\x00storagectorch\nByteStorage\nX\x01\x00\x00\x001NK\x01NtQ.',
      'no storage',
    ],
  ])('refuses %s, and runs nothing', (_, pickle, reason) => {
    expect(() => readTorchTensors(withTable(pickle))).toThrow(reason)
  })

  it('refuses a file that is cut off anywhere', () => {
    for (let length = 0; length < SMALL.length; length++)
      expect(() => readTorchTensors(SMALL.slice(0, length)), `${length} bytes`).toThrow()
  })

  it('ends, whichever byte is damaged', () => {
    for (let at = 0; at < SMALL.length; at++)
      for (const flipped of [0x01, 0x80, 0xff]) {
        const damaged = SMALL.slice()
        damaged[at] ^= flipped
        try {
          readTorchTensors(damaged)
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
        }
      }
  })
})
