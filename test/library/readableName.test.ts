import { describe, expect, it } from 'vitest'
import { readableName } from '../../server/library/readableName.js'
import { Random } from '../../shared/random.js'

describe('readableName', () => {
  it.each([
    ['chair.obj', 'chair.obj'],
    ['Gehäuse 椅子 🪑.obj', 'Gehäuse 椅子 🪑.obj'],
    ['kit\\tee.obj', 'kit\\tee.obj'],
    ['new\nline\t.obj', 'new\\x0Aline\\x09.obj'],
    ['\\xE4.obj', '\\x5CxE4.obj'],
  ])('of %j is %j', (name, text) => {
    expect(readableName(Buffer.from(name))).toBe(text)
  })

  it('writes bytes that are no UTF-8 as such', () => {
    expect(readableName(Buffer.from('Geh\xe4use.obj', 'latin1'))).toBe('Geh\\xE4use.obj')
  })

  it('can be undone, so two names never give one text', () => {
    const seed = 3
    const random = new Random(seed)
    // Bytes of which names are made that look alike: parts of characters, our own writing, what is cut off.
    const bytes = [0x5c, 0x78, 0x45, 0x34, 0xe4, 0xc3, 0xa4, 0x0a, 0xff, 0xf0, 0x9f, 0xaa, 0x91]
    for (let round = 0; round < 5000; round++) {
      const name = Buffer.from(Array.from({ length: 1 + random.below(7) }, () => random.pick(bytes)))
      const text = readableName(name)
      const undone = text.split(/\\x([0-9A-F]{2})/).map((part, i) => Buffer.from(part, i % 2 === 1 ? 'hex' : 'utf8'))
      expect(Buffer.concat(undone), `seed ${seed}: ${text}`).toEqual(name)
    }
  })
})
