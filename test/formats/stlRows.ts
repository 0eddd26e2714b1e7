import { BLOCK, fromPolygons, inTriangles, type FormatRow } from './formatRow.js'

const SOLID = inTriangles(BLOCK)
const facets = SOLID.faces.map((face) => face.map((corner) => SOLID.vertices[corner]))

const textOf = (name: string, some: readonly (readonly (readonly number[])[])[]): string =>
  [
    `solid ${name}`,
    ...some.map(
      (facet) =>
        `facet normal 0 0 0\nouter loop\n${facet.map((point) => `vertex ${point.join(' ')}`).join('\n')}\nendloop\nendfacet`,
    ),
    `endsolid ${name}\n`,
  ].join('\n')

function binaryOf(header: string, attribute: number): Buffer {
  const records = facets.map((facet) => {
    const record = Buffer.alloc(50)
    facet.flat().forEach((value, i) => record.writeFloatLE(value, 12 + 4 * i))
    record.writeUInt16LE(attribute, 48)
    return record
  })
  const head = Buffer.alloc(84)
  head.write(header)
  head.writeUInt32LE(facets.length, 80)
  return Buffer.concat([head, ...records])
}

const read = { format: 'STL', written: fromPolygons(SOLID), blender: '3.4' }

export const STL_ROWS: readonly FormatRow[] = [
  { ...read, feature: 'text', name: 'text.stl', bytes: Buffer.from(textOf('block', facets)) },
  {
    ...read,
    feature: 'text of several solids',
    name: 'solids.stl',
    bytes: Buffer.from(textOf('lower', facets.slice(0, 5)) + textOf('upper', facets.slice(5))),
  },
  { ...read, feature: 'binary', name: 'binary.stl', bytes: binaryOf('made by hand', 0) },
  {
    ...read,
    feature: 'binary with colors',
    name: 'colored.stl',
    bytes: binaryOf('COLOR=\u0001\u0002\u0003\u0004', 0x83e0),
  },
  { ...read, feature: 'binary whose header begins with `solid`', name: 'solid.stl', bytes: binaryOf('solid block', 0) },
  {
    format: 'STL',
    feature: 'binary of fewer triangles than it says',
    name: 'short.stl',
    bytes: binaryOf('cut', 0).subarray(0, -60),
    refused: 'mesh.countMismatch',
  },
]
