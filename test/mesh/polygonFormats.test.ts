import { describe, expect, it } from 'vitest'
import { parseMesh } from '../../server/mesh/parseMesh.js'
import {
  modelXml,
  objectXml,
  offOf,
  packageOf,
  plyOf,
  PRISM,
  PRISM_AREA,
  PRISM_TRIANGLES,
  PRISM_VOLUME,
  type PlyStyle,
  type Solid,
} from '../support/polygonFiles.js'
import { boxOf, surfaceOf, volumeOf } from '../support/surfaceOf.js'

type Read = Awaited<ReturnType<typeof parseMesh>>

function expectPrisms(mesh: Read, copies = 1, scale = 1): void {
  const { triangles, area } = surfaceOf(mesh)
  expect(triangles).toBe(copies * PRISM_TRIANGLES)
  expect(area / (copies * PRISM_AREA * scale ** 2)).toBeCloseTo(1, 5)
  expect(volumeOf(mesh) / (copies * PRISM_VOLUME * scale ** 3)).toBeCloseTo(1, 5)
}

describe('a prism over an L as PLY', () => {
  it.each<[string, PlyStyle]>([
    ['text', {}],
    ['little endian', { format: 'binary_little_endian' }],
    ['big endian', { format: 'binary_big_endian' }],
    ['text of doubles', { coordinate: 'double' }],
    ['doubles', { format: 'binary_little_endian', coordinate: 'float64', index: 'uint' }],
    ['doubles, big endian', { format: 'binary_big_endian', coordinate: 'double', index: 'ushort', count: 'ushort' }],
    ['shorts', { format: 'binary_big_endian', coordinate: 'short', index: 'uchar', count: 'int' }],
    ['bytes', { format: 'binary_little_endian', coordinate: 'char', index: 'short' }],
    ['indices that are doubles', { format: 'binary_little_endian', index: 'double' }],
    ['whole numbers', { format: 'binary_little_endian', coordinate: 'int', index: 'int32', count: 'uint8' }],
    ['vertex_index', { format: 'binary_little_endian', list: 'vertex_index' }],
    ['CR LF', { lineEnd: '\r\n' }],
    ['CR LF before numbers', { lineEnd: '\r\n', format: 'binary_little_endian' }],
    ['CR', { lineEnd: '\r' }],
    ['CR before numbers', { lineEnd: '\r', format: 'binary_big_endian', coordinate: 'short' }],
    ['faces first', { facesFirst: true }],
    ['faces first in numbers', { facesFirst: true, format: 'binary_big_endian' }],
    ['colors, lists, edges, comments', { isRich: true }],
    ['colors, lists, edges in numbers', { isRich: true, format: 'binary_little_endian' }],
    ['all of it, faces first, big endian', { isRich: true, format: 'binary_big_endian', facesFirst: true }],
  ])('%s', (_, style) => {
    const mesh = parseMesh(plyOf(PRISM, style), 'ply')
    expectPrisms(mesh)
    expect(boxOf(mesh)).toEqual([0, 0, 0, 2, 2, 2])
    expect(mesh.repairs).toEqual([])
  })

  it('in strips of triangles', () => {
    const strip = (numbers: string, count: number) =>
      Buffer.from(
        `ply\nformat ascii 1.0\nelement vertex 6\nproperty float x\nproperty float y\nproperty float z\nelement tristrips 1\nproperty list int int vertex_indices\nend_header\n0 0 0\n1 0 0\n0 1 0\n1 1 0\n0 2 0\n1 2 0\n${count} ${numbers}\n`,
      )
    const whole = parseMesh(strip('0 1 2 3 4 5', 6), 'ply')
    expect(surfaceOf(whole)).toMatchObject({ triangles: 4, area: 2 })
    const normals = Array.from({ length: 4 }, (_, t) => {
      const p = whole.positions.subarray(9 * t)
      return Math.sign((p[3] - p[0]) * (p[7] - p[1]) - (p[4] - p[1]) * (p[6] - p[0]))
    })
    expect(normals).toEqual([1, 1, 1, 1])
    expect(surfaceOf(parseMesh(strip('0 1 2 3 -1 2 3 4', 8), 'ply')).triangles).toBe(3)
  })

  it('keeps its shape far away in doubles', () => {
    const far: Solid = {
      ...PRISM,
      vertices: PRISM.vertices.map(([x, y, z]) => [x / 100 + 448262.13, y / 100, z / 100]),
    }
    for (const format of ['ascii', 'binary_little_endian'] as const)
      expect(surfaceOf(parseMesh(plyOf(far, { format, coordinate: 'double' }), 'ply')).area).toBeCloseTo(
        PRISM_AREA / 1e4,
        7,
      )
  })

  it('says what stands behind the last face', () => {
    const bytes = Buffer.concat([plyOf(PRISM, { format: 'binary_little_endian' }), Buffer.alloc(7)])
    expect(parseMesh(bytes, 'ply').repairs).toEqual([{ kind: 'tailBytes', count: 7 }])
  })
})

describe('a prism over an L as OFF', () => {
  const { vertices, faces } = PRISM
  const normal = ' 0 0 1'
  it.each<[string, Buffer]>([
    ['as it is', offOf(PRISM)],
    ['counts in the line of the keyword', offOf(PRISM, { head: 'OFF ' })],
    ['counts glued to the keyword', offOf(PRISM, { head: 'OFF' })],
    ['no keyword', offOf(PRISM, { head: '' })],
    ['in small letters', offOf(PRISM, { head: 'off\n' })],
    ['no number of edges', offOf(PRISM, { counts: `${vertices.length} ${faces.length}` })],
    ['colors', offOf(PRISM, { head: 'COFF\n', vertexTail: ' 0.1 0.2 0.3 1', faceTail: ' 255 0 0' })],
    ['normals', offOf(PRISM, { head: 'NOFF\n', vertexTail: normal })],
    ['normals and colors', offOf(PRISM, { head: 'CNOFF\n', vertexTail: `${normal} 10 20 30 255` })],
    ['texture corners', offOf(PRISM, { head: 'STOFF\n', vertexTail: ' 0.5 0.5' })],
    ['all of them', offOf(PRISM, { head: 'STCNOFF\n', vertexTail: `${normal} 1 1 1 1 0.5 0.5`, faceTail: ' 7' })],
    [
      'four coordinates',
      offOf({ faces, vertices: vertices.map((v) => [...v.map((x) => 2 * x), 2]) }, { head: '4OFF\n' }),
    ],
    [
      'comments anywhere',
      Buffer.from(
        offOf(PRISM, { head: '# made\nOFF # by\n# a test\n', vertexTail: ' # here', faceTail: '# and here' }),
      ),
    ],
    ['blank lines and CR LF', Buffer.from(offOf(PRISM).toString().replaceAll('\n', '\r\n\r\n'))],
    ['two bytes a letter', Buffer.from(`\ufeff${offOf(PRISM).toString()}`, 'utf16le')],
  ])('%s', (_, bytes) => {
    const mesh = parseMesh(bytes, 'off')
    expectPrisms(mesh)
    expect(boxOf(mesh)).toEqual([0, 0, 0, 2, 2, 2])
  })
})

describe('a prism over an L as 3MF', () => {
  const item = (id: number, more = '') => `<item objectid="${id}" ${more}/>`
  const build = (...items: string[]) => `<build>${items.join('')}</build>`
  const prism = `<resources>${objectXml(PRISM, 1)}</resources>`
  const component = (body: string) => `<object id="2"><components>${body}</components></object>`
  const half = 'transform="0.5 0 0 0 0.5 0 0 0 0.5 10 0 0"'
  it.each<[string, Buffer, number, number]>([
    ['as it is', packageOf(modelXml(prism + build(item(1)))), 1, 1],
    ['no unit: millimetres', packageOf(modelXml(prism + build(item(1)), '')), 1, 1],
    ['microns', packageOf(modelXml(prism + build(item(1)), 'unit="micron"')), 1, 0.001],
    ['centimetres', packageOf(modelXml(prism + build(item(1)), 'unit="centimeter"')), 1, 10],
    ['inches', packageOf(modelXml(prism + build(item(1)), 'unit="inch"')), 1, 25.4],
    ['feet', packageOf(modelXml(prism + build(item(1)), 'unit="foot"')), 1, 304.8],
    ['metres', packageOf(modelXml(prism + build(item(1)), 'unit="meter"')), 1, 1000],
    ['half as large', packageOf(modelXml(prism + build(item(1, half)))), 1, 0.5],
    ['turned', packageOf(modelXml(prism + build(item(1, 'transform="0 1 0 -1 0 0 0 0 1 5 6 7"')))), 1, 1],
    ['mirrored', packageOf(modelXml(prism + build(item(1, 'transform="-1 0 0 0 1 0 0 0 1 0 0 0"')))), 1, 1],
    ['three times', packageOf(modelXml(prism + build(item(1), item(1), item(1)))), 3, 1],
    ['no build', packageOf(modelXml(prism)), 1, 1],
    [
      'two components, each half as large, twice',
      packageOf(
        modelXml(
          `<resources>${objectXml(PRISM, 1)}${component(`<component objectid="1" ${half}/><component objectid="1" ${half}/>`)}</resources>` +
            build(item(2), item(2)),
        ),
      ),
      4,
      0.5,
    ],
    [
      'in a part of its own',
      packageOf(
        modelXml(
          `<resources>${component('<component objectid="1" p:path="/3D/Objects/a.model"/>')}</resources>` +
            build(item(2), item(1, 'p:path="/3D/Objects/a.model"')),
          'unit="millimeter" requiredextensions="p"',
        ),
        { '3D/Objects/a.model': modelXml(prism) },
      ),
      2,
      1,
    ],
    [
      'a prefix for everything',
      packageOf(
        modelXml(prism + build(item(1)))
          .replace(/<(\/?)(?=[a-z])/g, '<$1m:')
          .replace('xmlns=', 'xmlns:m='),
      ),
      1,
      1,
    ],
  ])('%s', async (_, bytes, copies, scale) => expectPrisms(await parseMesh(bytes, 'threeMf'), copies, scale))
})
