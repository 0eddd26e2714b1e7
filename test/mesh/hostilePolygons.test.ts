import { describe, expect, it } from 'vitest'
import type { MeshFormat } from '../../server/mesh/formats.js'
import { outcomeOf } from '../support/outcomeOf.js'
import { modelXml, objectXml, offOf, packageOf, plyOf, PRISM } from '../support/polygonFiles.js'

type Case = [string, Uint8Array, string]
const expectOutcome = (format: MeshFormat) => async (_: string, bytes: Uint8Array, expected: string) =>
  expect((await outcomeOf(bytes, format)).slice(0, expected.length)).toBe(expected)

const text = plyOf(PRISM).toString()
const little = plyOf(PRISM, { format: 'binary_little_endian' })
const ply = (from: string | RegExp, to: string) => Buffer.from(text.replace(from, to))
const points =
  'ply\nformat ascii 1.0\nelement vertex 2\nproperty float x\nproperty float y\nproperty float z\nend_header\n0 0 0\n1 1 1\n'

describe('a malformed PLY', () => {
  it.each<Case>([
    ['as it should be', Buffer.from(text), '20 triangles'],
    ['empty', Buffer.alloc(0), 'mesh.empty'],
    ['an OBJ', Buffer.from('v 0 0 0\nf 1 2 3\n'), 'mesh.syntax: Line 1: found v'],
    ['no line end', Buffer.from('ply'), 'mesh.syntax: Line 1'],
    ['cut in its header', Buffer.from(text.slice(0, 60)), 'mesh.truncated: The file ends at Line'],
    ['a megabyte of header', Buffer.from(`ply\n${'comment\n'.repeat(2e5)}`), 'mesh.truncated: The file ends at Line'],
    ['no format', ply('format ascii 1.0\n', ''), 'mesh.syntax: Line 8: found end_header instead of format'],
    ['an unknown format', ply('ascii', 'ebcdic'), 'mesh.syntax: Line 2: found ebcdic instead of ascii or'],
    ['a property of nothing', ply('element vertex 12\n', ''), 'mesh.syntax: Line 3: found property instead of element'],
    ['minus one vertex', ply('vertex 12', 'vertex -1'), 'mesh.syntax: Line 3: found -1'],
    ['10^15 vertices', ply('vertex 12', 'vertex 1000000000000000'), 'mesh.tooLarge'],
    ['6 million vertices', ply('vertex 12', 'vertex 6000000'), 'mesh.truncated'],
    ['10^15 faces', ply('face 9', 'face 1000000000000000'), 'mesh.truncated'],
    [
      '10^15 of something without numbers',
      ply('element face', 'element thing 1000000000000000\nelement face'),
      '20 triangles',
    ],
    ['an unknown type', ply('float x', 'quad x'), 'mesh.syntax: Line 4: found quad instead of a type'],
    ['a count in fractions', ply('list uchar', 'list float'), 'mesh.syntax: Line 8: found float'],
    ['no z', ply('property float z\n', ''), 'mesh.invalid: The header: vertices have no z'],
    ['no vertices at all', ply('element vertex', 'element corner'), 'mesh.invalid: The header: vertices have no x'],
    ['faces without corners', ply('vertex_indices', 'corners'), 'mesh.invalid: The header: faces have no list'],
    ['only points', Buffer.from(points), 'mesh.onlyPoints: It holds 2 points and no faces'],
    [
      'no vertices and no faces',
      Buffer.from(points.replace('vertex 2', 'vertex 0').replace(/0 0 0\n1 1 1\n/, '')),
      'mesh.empty',
    ],
    ['text that ends early', Buffer.from(text.slice(0, -20)), 'mesh.truncated: The file ends at Line'],
    ['numbers that end early', little.subarray(0, -3), 'mesh.truncated'],
    ['numbers that end in the vertices', little.subarray(0, little.indexOf('end_header') + 20), 'mesh.truncated'],
    ['a letter', ply('\n2 0 0\n', '\n2 O 0\n'), 'mesh.syntax: Line 11: found O instead of a coordinate'],
    ['nan', ply('\n2 0 0\n', '\n2 nan 0\n'), 'mesh.nonFinite: Vertex 1'],
    ['1e39', ply('\n2 0 0\n', '\n2 1e39 0\n'), 'mesh.nonFinite: Vertex 1'],
    [
      'a corner beyond the end',
      ply('3 5 0 6', '3 5 0 12'),
      'mesh.indexRange: Line 29 names vertex 12, but there are 12',
    ],
    ['a negative corner', ply('3 5 0 6', '3 5 0 -6'), 'mesh.indexRange: Line 29 names vertex -6'],
    ['a corner and a half', ply('3 5 0 6', '3 5 0 1.5'), 'mesh.indexRange: Line 29 names vertex 1.5'],
    ['a face of minus one', ply('3 5 0 6', '-1 5 0 6'), 'mesh.invalid: Line 29: a list vertex_indices of -1'],
    ['a face of 10^9', ply('3 5 0 6', '1000000000 5 0 6'), 'mesh.truncated: The file ends at Line 29'],
    [
      'a face of 10,001',
      Buffer.from(text.replace('face 9', 'face 10') + `10001 ${'0 '.repeat(10_001)}\n`),
      'mesh.tooLarge',
    ],
    ['all in one point', Buffer.from(text.replace(/\n[012] [012] [02](?=\n)/g, '\n1 1 1')), 'mesh.noExtent'],
  ])('%s', expectOutcome('ply'))
})

const off = offOf(PRISM).toString()

describe('a malformed OFF', () => {
  it.each<Case>([
    ['as it should be', Buffer.from(off), '20 triangles'],
    ['empty', Buffer.alloc(0), 'mesh.empty'],
    ['blanks and comments', Buffer.from('# nothing\n\n'), 'mesh.empty'],
    ['only its keyword', Buffer.from('OFF\n'), 'mesh.truncated: The file ends at Line'],
    ['a PLY', Buffer.from(text), 'mesh.syntax: Line 1: found ply instead of OFF'],
    ['another keyword', Buffer.from(off.replace('OFF', 'OFFX')), 'mesh.syntax: Line 1: found OFFX'],
    ['binary', Buffer.from(off.replace('OFF', 'OFF BINARY')), 'mesh.unsupported: Line 1 needs binary OFF'],
    ['any number of coordinates', Buffer.from(off.replace('OFF', 'nOFF')), 'mesh.unsupported: Line 1 needs nOFF'],
    ['minus one vertex', Buffer.from(off.replace('12 9', '-1 9')), 'mesh.syntax: Line 2: found -1'],
    ['half a face', Buffer.from(off.replace('12 9', '12 0.5')), 'mesh.syntax: Line 2: found 0.5'],
    ['10^12 vertices', Buffer.from(off.replace('12 9', '1000000000000 9')), 'mesh.tooLarge'],
    ['6 million vertices', Buffer.from(off.replace('12 9', '6000000 9')), 'mesh.truncated: The file ends at Line 3'],
    ['2 million faces', Buffer.from(off.replace('12 9', '12 2000000')), 'mesh.truncated'],
    ['one face too many', Buffer.from(off.replace('12 9', '12 10')), 'mesh.truncated: The file ends at Line 24'],
    ['one vertex too many', Buffer.from(off.replace('12 9', '13 9')), 'mesh.truncated'],
    ['only points', Buffer.from(off.replace('12 9', '12 0')), 'mesh.onlyPoints: It holds 12 points'],
    ['a letter', Buffer.from(off.replace('2 0 0', '2 O 0')), 'mesh.syntax: Line 4: found O instead of a coordinate'],
    ['inf', Buffer.from(off.replace('2 0 0', '2 inf 0')), 'mesh.nonFinite: Vertex 1'],
    [
      'a corner beyond the end',
      Buffer.from(off.replace('3 5 0 6', '3 5 0 12')),
      'mesh.indexRange: Line 22 names vertex 12',
    ],
    ['a corner of letters', Buffer.from(off.replace('3 5 0 6', '3 5 0 x')), 'mesh.indexRange: Line 22'],
    ['a face of 10^9', Buffer.from(off.replace('3 5 0 6', '1000000000 5 0 6')), 'mesh.'],
    [
      'divided by nothing',
      Buffer.from('4OFF\n3 1 0\n0 0 0 1\n1 0 0 0\n0 1 0 1\n3 0 1 2\n'),
      'mesh.nonFinite: Vertex 1',
    ],
  ])('%s', expectOutcome('off'))
})

const built = (body: string, items = '<item objectid="1"/>') =>
  packageOf(modelXml(`<resources>${body}</resources><build>${items}</build>`))
const changed = (from: string | RegExp, to: string) => built(objectXml(PRISM, 1).replace(from, to))
const good = built(objectXml(PRISM, 1))
const component = (id: number, of: number, times = 1) =>
  `<object id="${id}"><components>${`<component objectid="${of}"/>`.repeat(times)}</components></object>`
const flipped = (at: number) => {
  const bytes = packageOf(
    modelXml(`<resources>${objectXml(PRISM, 1)}</resources><build><item objectid="1"/></build>`),
    {},
    0,
  )
  bytes[bytes.indexOf('<vertex x="2"') + at] ^= 1
  return bytes
}

describe('a malformed 3MF', () => {
  it.each<Case>([
    ['as it should be', good, '20 triangles'],
    ['empty', Buffer.alloc(0), 'mesh.empty'],
    ['no archive', Buffer.from(off), 'mesh.undecodable: The archive can not be decoded'],
    ['cut', good.subarray(0, good.length - 30), 'mesh.undecodable: The archive can not be decoded'],
    [
      'an archive of something else',
      packageOf('', { '_rels/.rels': '<Relationships/>' }),
      'mesh.invalid: Line 1 of 3D/3dmodel.model',
    ],
    [
      'no model',
      packageOf(modelXml(''), {
        '_rels/.rels': `<Relationships><Relationship Target="/a.model" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/></Relationships>`,
      }),
      'mesh.invalid: The archive: it has no part /a.model',
    ],
    [
      'a bit of a coordinate turned over',
      flipped(11),
      'mesh.undecodable: /3D/3dmodel.model can not be decoded: its checksum is another',
    ],
    ['no resources', packageOf(modelXml('')), 'mesh.empty'],
    ['another root', packageOf('<svg/>'), 'mesh.invalid: Line 1 of /3D/3dmodel.model: it is no model'],
    ['XML that is cut', packageOf(modelXml(objectXml(PRISM, 1)).slice(0, 900)), 'mesh.invalid: Line'],
    ['tags that cross', packageOf('<model><a><b></a></b></model>'), 'mesh.invalid: Line 1'],
    [
      '10,000 nested elements',
      packageOf(modelXml('<a>'.repeat(10_000))),
      'mesh.invalid: Line 2 of /3D/3dmodel.model: elements nested deeper',
    ],
    ['an entity that is not there', packageOf(modelXml('&bomb;')), 'mesh.invalid: Line 2'],
    [
      'an unknown unit',
      packageOf(modelXml('', 'unit="parsec"')),
      'mesh.invalid: Line 2 of /3D/3dmodel.model: there is no unit "parsec"',
    ],
    [
      'an extension nobody knows',
      packageOf(modelXml('', 'requiredextensions="b" xmlns:b="http://x.org/beamlattice/2017/02"')),
      'mesh.unsupported: Line 2 of /3D/3dmodel.model needs http://x.org/beamlattice',
    ],
    ['an object that is not there', built(objectXml(PRISM, 2)), 'mesh.invalid: Line'],
    ['two objects of one id', built(objectXml(PRISM, 1).repeat(2)), 'mesh.invalid: Line'],
    [
      'a vertex without z',
      changed(/ z="\d"/, ''),
      'mesh.invalid: Line 2 of /3D/3dmodel.model: z of a vertex is no number',
    ],
    ['a vertex of letters', changed('x="2"', 'x="two"'), 'mesh.invalid: Line 3'],
    ['nan', changed('x="2"', 'x="nan"'), 'mesh.nonFinite: Line 3'],
    ['1e39', changed('x="2"', 'x="1e39"'), 'mesh.nonFinite: Line 3'],
    [
      'a corner beyond the end',
      changed('v1="3"', 'v1="12"'),
      'mesh.indexRange: Line 13 of /3D/3dmodel.model names vertex 12',
    ],
    ['a negative corner', changed('v1="3"', 'v1="-3"'), 'mesh.invalid: Line 13'],
    [
      'a transform of 11',
      built(objectXml(PRISM, 1), '<item objectid="1" transform="1 0 0 0 1 0 0 0 1 0 0"/>'),
      'mesh.invalid: Line',
    ],
    [
      'no size',
      built(objectXml(PRISM, 1), '<item objectid="1" transform="0 0 0 0 0 0 0 0 0 0 0 0"/>'),
      'mesh.noExtent',
    ],
    [
      'too large',
      built(objectXml(PRISM, 1), '<item objectid="1" transform="1e300 0 0 0 1 0 0 0 1 0 0 0"/>'),
      'mesh.nonFinite',
    ],
    ['a component of itself', built(component(1, 1)), 'mesh.invalid: Line'],
    ['components in a circle', built(component(1, 2) + component(2, 1)), 'mesh.invalid: Line'],
    [
      'a chain of 1,000 components',
      built(objectXml(PRISM, 1001) + Array.from({ length: 1000 }, (_, i) => component(i + 1, i + 2)).join('')),
      'mesh.invalid: Line',
    ],
    [
      '2^40 triangles by components',
      built(objectXml(PRISM, 41) + Array.from({ length: 40 }, (_, i) => component(i + 1, i + 2, 2)).join('')),
      'mesh.tooLarge',
    ],
    [
      '2^40 times nothing',
      built('<object id="41"/>' + Array.from({ length: 40 }, (_, i) => component(i + 1, i + 2, 2)).join('')),
      'mesh.empty',
    ],
  ])('%s', expectOutcome('threeMf'))

  it('that unpacks to 600 MB is refused before', async () => {
    const bytes = packageOf(modelXml(' '.repeat(1e6)))
    const at = bytes.lastIndexOf('PK\u0001\u0002')
    bytes.writeUInt32LE(6e8, at + 24)
    expect(await outcomeOf(bytes, 'threeMf')).toContain('mesh.tooLarge: The mesh has 600000')
  })

  it('that holds more than it says is refused', async () => {
    const bytes = packageOf(modelXml(' '.repeat(1e6)))
    bytes.writeUInt32LE(100, bytes.lastIndexOf('PK\u0001\u0002') + 24)
    expect(await outcomeOf(bytes, 'threeMf')).toContain('mesh.undecodable')
  })
})
