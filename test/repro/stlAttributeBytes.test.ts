import { describe, expect, it } from 'vitest'
import { parseMesh } from '../../server/mesh/parseMesh.js'
import { binaryStl, cubeTriangles } from '../support/cubeFiles.js'
import { surfaceOf } from '../support/surfaceOf.js'

/**
 * Most writers use the count of attribute bytes for a color; where the bytes are truly there, triangles were read out of step
 * as long as they added up to less than one triangle (area 4e22). A file with a tail was refused.
 */

const cube = cubeTriangles([0.1, 0.2, 0.3])
const tail = (bytes: number, value = 0): Buffer => Buffer.alloc(bytes, value)

const READ: readonly [string, Buffer, repairs?: string[]][] = [
  ['no attribute bytes', binaryStl(cube)],
  ['colors for counts', binaryStl(cube, (i) => ({ count: 0x8000 + 31 * i, bytes: 0 }))],
  ['4 bytes behind each', binaryStl(cube, () => ({ count: 4, bytes: 4 })), ['attributeBytes']],
  ['1 byte behind the first', binaryStl(cube, (i) => ({ count: i ? 0 : 1, bytes: i ? 0 : 1 })), ['attributeBytes']],
  ['1 byte behind the last', binaryStl(cube, (i) => ({ count: +(i > 10), bytes: +(i > 10) })), ['attributeBytes']],
  ['as many as the triangle has', binaryStl(cube, (i) => ({ count: i, bytes: i })), ['attributeBytes']],
  [
    '60,000 bytes behind one',
    binaryStl(cube, (i) => ({ count: i ? 0 : 60_000, bytes: i ? 0 : 60_000 })),
    ['attributeBytes'],
  ],
  ['2 bytes of tail', Buffer.concat([binaryStl(cube), tail(2)]), ['tailBytes']],
  ['92 bytes of tail', Buffer.concat([binaryStl(cube), tail(92)]), ['tailBytes']],
  ['a long tail of words', Buffer.concat([binaryStl(cube), Buffer.from('made by hand; '.repeat(999))]), ['tailBytes']],
  [
    'colors and a tail',
    Buffer.concat([binaryStl(cube, () => ({ count: 0x7fff, bytes: 0 })), tail(92, 7)]),
    ['tailBytes'],
  ],
  [
    'small colors and a tail',
    Buffer.concat([binaryStl(cube, () => ({ count: 3, bytes: 0 })), tail(92, 7)]),
    ['tailBytes'],
  ],
  [
    'attribute bytes and a tail',
    Buffer.concat([binaryStl(cube, () => ({ count: 4, bytes: 4 })), tail(92)]),
    ['attributeBytes', 'tailBytes'],
  ],
]

const attributes = binaryStl(cube, () => ({ count: 4, bytes: 4 }))

describe('binary STL', () => {
  it.each(READ)('is read in step: %s', (_, bytes, repairs = []) => {
    const mesh = parseMesh(bytes, 'stl')
    expect([...mesh.positions]).toEqual(cube.flat(2).map(Math.fround))
    expect(surfaceOf(mesh).area).toBeCloseTo(6, 5)
    expect(mesh.repairs?.map(({ kind }) => kind)).toEqual(repairs)
  })

  it.each([
    ['attribute bytes, cut in the last triangle', attributes.subarray(0, -30), 'mesh.truncated'],
    ['attribute bytes, cut in the last ones', attributes.subarray(0, -2), 'mesh.truncated'],
    ['more triangles than it says', patchCount(binaryStl(cube), 10), 'mesh.countMismatch'],
    ['fewer triangles than it says', patchCount(binaryStl(cube), 13), 'mesh.countMismatch'],
  ])('is refused: %s', (_, bytes, code) => {
    expect(() => parseMesh(bytes, 'stl')).toThrow(expect.objectContaining({ code }))
  })
})

function patchCount(bytes: Buffer, count: number): Buffer {
  bytes.writeUInt32LE(count, 80)
  return bytes
}
