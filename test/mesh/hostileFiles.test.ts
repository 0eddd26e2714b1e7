import { describe, expect, it } from 'vitest'
import { ShapekinError } from '../../shared/errors.js'
import { parseMesh } from '../../server/mesh/parseMesh.js'

/** 1 for each triangle read, or the code of the refusal. */
function outcome(content: string | Uint8Array, format: 'stl' | 'obj'): number | string {
  try {
    const { positions, triangles } = parseMesh(Buffer.from(content as string), format)
    expect(positions.every(Number.isFinite)).toBe(true)
    return triangles.length / 3
  } catch (error) {
    if (!(error instanceof ShapekinError)) throw error
    return error.code
  }
}

const messageOf = (content: string, format: 'stl' | 'obj'): string => {
  try {
    parseMesh(Buffer.from(content), format)
  } catch (error) {
    return (error as Error).message
  }
  return 'read'
}

/** A binary STL of `triangles` proper triangles whose header may tell something else. */
function binaryStl(triangles: number, { header = '', declared = triangles } = {}): Buffer {
  const bytes = Buffer.alloc(84 + 50 * triangles)
  bytes.write(header)
  bytes.writeUInt32LE(declared, 80)
  for (let i = 0; i < triangles; i++)
    for (let k = 0; k < 9; k++) bytes.writeFloatLE((k * k + i) % 7, 96 + 50 * i + 4 * k)
  return bytes
}

const withFloat = (bytes: Buffer, offset: number, value: number): Buffer => {
  bytes.writeFloatLE(value, offset)
  return bytes
}

const facet = (vertices = 'vertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0', normal = '0 0 1'): string =>
  `facet normal ${normal}\nouter loop\n${vertices}\nendloop\nendfacet\n`
const asciiStl = (body: string, name = 'a'): string => `solid ${name}\n${body}endsolid ${name}\n`

describe('a malformed STL', () => {
  it.each<[string, string | Uint8Array, number | string]>([
    ['empty', '', 'mesh.empty'],
    ['10 bytes', new Uint8Array(10), 'mesh.truncated'],
    ['83 bytes', new Uint8Array(83), 'mesh.truncated'],
    ['text without a facet', 'solid a\nendsolid a', 'mesh.empty'],
    ['a header that promises 1000', binaryStl(0, { declared: 1000 }), 'mesh.countMismatch'],
    ['cut in a triangle', binaryStl(10).subarray(0, 84 + 470), 'mesh.countMismatch'],
    ['cut after a triangle', binaryStl(10).subarray(0, 84 + 450), 'mesh.countMismatch'],
    ['100 million promised, 50 kB there', binaryStl(1000, { declared: 1e8 }), 'mesh.countMismatch'],
    ['2^32 - 1 promised', binaryStl(1000, { declared: 2 ** 32 - 1 }), 'mesh.countMismatch'],
    ['10 promised, 1000 there', binaryStl(1000, { declared: 10 }), 'mesh.countMismatch'],
    ['no triangle promised, none there', binaryStl(0), 'mesh.empty'],
    ['two bytes too many', Buffer.concat([binaryStl(10), Buffer.alloc(2)]), 10],
    ['NaN', withFloat(binaryStl(10), 96, NaN), 'mesh.nonFinite'],
    ['Infinity', withFloat(binaryStl(10), 84 + 9 * 50 + 44, Infinity), 'mesh.nonFinite'],
    ['"solid" in a binary header', binaryStl(10, { header: 'solid part' }), 10],
    ['the same, cut', binaryStl(10, { header: 'solid part' }).subarray(0, 500), 'mesh.countMismatch'],
    ['the same, two bytes more', Buffer.concat([binaryStl(10, { header: 'solid' }), Buffer.alloc(2)]), 10],
    ['a color in the header', binaryStl(10, { header: 'COLOR=abcd' }), 10],
    ['all corners in one point', new Uint8Array(134).fill(1, 80, 81), 'mesh.noExtent'],
    ['text cut in a facet', asciiStl(facet() + facet()).slice(0, 150), 'mesh.truncated'],
    ['no endsolid', `solid a\n${facet()}`, 1],
    ['no endsolid and no endfacet', `solid a\n${facet().slice(0, -9)}`, 'mesh.truncated'],
    ['a byte order mark', `\ufeff${asciiStl(facet())}`, 1],
    ['blanks before', `       \n\n${asciiStl(facet())}`, 1],
    ['upper case', asciiStl(facet()).toUpperCase(), 1],
    ['another first word', asciiStl(facet()).replace('solid', 'body'), 'mesh.syntax'],
    ['CR line ends', asciiStl(facet()).replaceAll('\n', '\r'), 1],
    ['CR LF line ends', asciiStl(facet()).replaceAll('\n', '\r\n'), 1],
    ['nan in a vertex', asciiStl(facet('vertex nan 0 0\nvertex 1 0 0\nvertex 0 1 0')), 'mesh.nonFinite'],
    ['1e999 in a vertex', asciiStl(facet('vertex 1e999 0 0\nvertex 1 0 0\nvertex 0 1 0')), 'mesh.nonFinite'],
    ['1e39, too large for a float', asciiStl(facet('vertex 1e39 0 0\nvertex 1 0 0\nvertex 0 1 0')), 'mesh.nonFinite'],
    ['nan in a normal', asciiStl(facet(undefined, 'nan nan nan')), 1],
    ['two vertices', asciiStl(facet('vertex 0 0 0\nvertex 1 0 0')), 'mesh.syntax'],
    ['four vertices', asciiStl(facet('vertex 0 0 0\nvertex 1 0 0\nvertex 1 1 0\nvertex 0 1 0')), 'mesh.syntax'],
    ['a letter for a number', asciiStl(facet('vertex 0 0 O\nvertex 1 0 0\nvertex 0 1 0')), 'mesh.syntax'],
    ['several solids', asciiStl(facet()) + asciiStl(facet()), 2],
    ['a name that looks like content', asciiStl(facet(), 'facet vertex 9 9 9 endfacet endsolid'), 1],
    ['plain text', 'This is a letter to nobody. '.repeat(20), 'mesh.syntax'],
    ['an OBJ', 'v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n', 'mesh.syntax'],
  ])('%s', (_, content, expected) => expect(outcome(content, 'stl')).toBe(expected))
})

const square = 'v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\n'

describe('a malformed OBJ', () => {
  it.each<[string, string | Uint8Array, number | string]>([
    ['empty', '', 'mesh.empty'],
    ['junk', Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919 + (i >> 3)) % 256), 'mesh.empty'],
    ['an index above the count', `${square}f 1 2 5\n`, 'mesh.indexRange'],
    ['index 0', `${square}f 0 1 2\n`, 'mesh.indexRange'],
    ['a negative index before the first', `${square}f -5 -1 -2\n`, 'mesh.indexRange'],
    ['negative indices', `${square}f -4 -3 -2\n`, 1],
    ['letters for an index', `${square}f a b c\n`, 'mesh.syntax'],
    ['a huge index', `${square}f 1 2 ${'9'.repeat(400)}\n`, 'mesh.indexRange'],
    ['faces before vertices', `f 1 2 3\n${square}`, 1],
    ['faces before too few vertices', `f 1 2 5\n${square}`, 'mesh.indexRange'],
    ['a fraction as index', `${square}f 1 2 1.5\n`, 'mesh.syntax'],
    ['an empty index', `${square}f /1 /2 /3\n`, 'mesh.syntax'],
    ['two coordinates', `v 1 2\n${square}f 2 3 4\n`, 'mesh.syntax'],
    ['letters as coordinates', `v a b c\n${square}f 2 3 4\n`, 'mesh.syntax'],
    ['a number with a tail', `v 1 2 3abc\n${square}f 2 3 4\n`, 'mesh.syntax'],
    ['nan', `v nan 0 0\n${square}f 1 3 4\n`, 'mesh.nonFinite'],
    ['nan in a vertex that no face uses', `v nan 0 0\n${square}f 2 3 4\n`, 1],
    ['-Infinity', `v 0 -Infinity 0\n${square}f 1 3 4\n`, 'mesh.nonFinite'],
    ['1e999', `v 0 0 1e999\n${square}f 1 3 4\n`, 'mesh.nonFinite'],
    ['faces of one and two corners among others', `${square}f 1 2\nf 1 2 3\nf 4\nf 1 3 4\n`, 2],
    ['nothing but faces of two corners', `${square}f 1 2\nf 2 3\n`, 'mesh.empty'],
    ['a face of two corners at the end of the file', `${square}f 1 2 3\nf 1 3`, 1],
    ['a vertex that the end of the file has cut', `${square}f 1 2 3\nv 1 3`, 'mesh.truncated'],
    ['a bare f', `${square}f\n`, 'mesh.syntax'],
    ['missing normals and texture corners', `${square}f 1/7/9 2/8/9 3/9/9\n`, 1],
    ['only vertices', square, 'mesh.empty'],
    ['only lines and points', `${square}l 1 2 3\np 1\n`, 'mesh.empty'],
    ['a curved patch alone', `${square}surf 0 1 0 1 1 2 3 4\n`, 'mesh.syntax'],
    ['a curved patch beside a face', `${square}f 1 2 3\nsurf 0 1 0 1 1 2 3 4\n`, 1],
    ['all corners in one point', 'v 1 1 1\nf 1 1 1\n', 'mesh.noExtent'],
    ['a quad', `${square}f 1 2 3 4\n`, 2],
    ['CR LF line ends', `${square}f 1 2 3 4\n`.replaceAll('\n', '\r\n'), 2],
    ['CR line ends', `${square}f 1 2 3 4\n`.replaceAll('\n', '\r'), 2],
    ['a joined line', `${square}f 1 2 \\\n3 4\n`, 2],
    ['a joined line without a blank', `${square}f 1 2\\\r\n3 4\n`, 2],
    ['a name that ends in a backslash', `${square}usemtl C:\\x\\\nf 1 2 3\n`, 1],
    ['no line end at the end', `${square}f 1 2 3`, 1],
    ['a zero at the end', `${square}f 1 2 3\n\0`, 1],
    ['colors and weights', `v 0 0 0 1 0.5 0\nv 1 0 0 1\nv 0 1 0 1 1 1\nf 1 2 3\n`, 1],
    ['groups, materials and unknown lines', `o a\ng b\n${square}usemtl m\ns off\nzzz\nf 1 2 3\no c\nf 1 3 4\n`, 2],
    ['an ASCII STL', asciiStl(facet()), 'mesh.empty'],
    ['a face of 10,001 corners', `${square}f ${'1 2 3 '.repeat(3334)}\n`, 'mesh.tooLarge'],
  ])('%s', (_, content, expected) => expect(outcome(content, 'obj')).toBe(expected))
})

describe('a refusal', () => {
  it.each([
    [
      asciiStl(facet('vertex 0 0 0\nvertex 1 0 oops\nvertex 0 1 0')),
      'stl',
      'Line 5: found oops instead of a coordinate.',
    ],
    [`${square}# fine\r\nf 1 2 7\n`, 'obj', 'Line 6 names vertex 7, but there are 4.'],
    [`${square}\r\rv 1 inf 1\nf 1 2 5\n`, 'obj', 'Line 7 has a coordinate that is not a finite number.'],
    [`solid a\n${facet().slice(0, -9)}`, 'stl', 'The file ends at Line 8, before endfacet.'],
  ] as const)('names the line: %j', (content, format, sentence) => {
    expect(messageOf(content, format)).toContain(sentence)
  })
})
