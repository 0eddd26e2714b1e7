import { strToU8, zipSync } from 'fflate'

/** A solid written as polygons: vertices, and the corners of each face, counter-clockwise from outside. */
export interface Solid {
  readonly vertices: readonly (readonly number[])[]
  readonly faces: readonly (readonly number[])[]
}

/**
 * A prism over an L of six corners, whose two caps are concave polygons and whose sides are quads, with one quad cut into
 * triangles. Its surface is 22 and its volume 6.
 */
export const PRISM: Solid = {
  vertices: [0, 2].flatMap((z) => [
    [0, 0, z],
    [2, 0, z],
    [2, 1, z],
    [1, 1, z],
    [1, 2, z],
    [0, 2, z],
  ]),
  faces: [
    [5, 4, 3, 2, 1, 0],
    [6, 7, 8, 9, 10, 11],
    [0, 1, 7, 6],
    [1, 2, 8, 7],
    [2, 3, 9, 8],
    [3, 4, 10, 9],
    [4, 5, 11, 10],
    [5, 0, 6],
    [5, 6, 11],
  ],
}
/** A prism of height 2 over 3 squares with a border of 8: 2 * 3 + 2 * 8. */
export const PRISM_AREA = 22
export const PRISM_VOLUME = 6
export const PRISM_TRIANGLES = 4 + 4 + 12

type Kind = 'ascii' | 'binary_little_endian' | 'binary_big_endian'

export interface PlyStyle {
  readonly format?: Kind
  readonly coordinate?: 'float' | 'double' | 'float32' | 'float64' | 'short' | 'char' | 'int' | 'ushort'
  readonly count?: 'uchar' | 'uint8' | 'ushort' | 'int'
  readonly index?: 'int' | 'uint' | 'uchar' | 'short' | 'ushort' | 'int32' | 'int64' | 'uint64' | 'double'
  readonly list?: 'vertex_indices' | 'vertex_index'
  readonly lineEnd?: string
  /** Normals, colors, a list of a vertex, an element of another name, comments. */
  readonly isRich?: boolean
  readonly facesFirst?: boolean
}

const SIZES: Readonly<Record<string, number>> = {
  char: 1,
  uchar: 1,
  uint8: 1,
  short: 2,
  ushort: 2,
  int: 4,
  uint: 4,
  int32: 4,
  int64: 8,
  uint64: 8,
  float: 4,
  float32: 4,
  double: 8,
  float64: 8,
}

function numberBytes(value: number, type: string, isLittle: boolean): Buffer {
  const bytes = Buffer.alloc(SIZES[type])
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  if (type.startsWith('float')) view[bytes.length === 4 ? 'setFloat32' : 'setFloat64'](0, value, isLittle)
  else if (type === 'double') view.setFloat64(0, value, isLittle)
  else if (bytes.length === 8) view.setBigInt64(0, BigInt(value), isLittle)
  else if (bytes.length === 1) view.setInt8(0, value)
  else if (bytes.length === 2) view.setInt16(0, value, isLittle)
  else view.setInt32(0, value, isLittle)
  return bytes
}

/** A solid as PLY. */
export function plyOf({ vertices, faces }: Solid, style: PlyStyle = {}): Buffer {
  const {
    format = 'ascii',
    coordinate = 'float',
    count = 'uchar',
    index = 'int',
    list = 'vertex_indices',
    lineEnd = '\n',
    isRich = false,
    facesFirst = false,
  } = style
  const rows = (numbers: readonly (readonly [number, string])[][]): Buffer =>
    format === 'ascii'
      ? Buffer.from(numbers.map((row) => row.map(([value]) => value).join(' ') + lineEnd).join(''))
      : Buffer.concat(
          numbers.flat().map(([value, type]) => numberBytes(value, type, format === 'binary_little_endian')),
        )
  const vertexPart = {
    header: [
      `element vertex ${vertices.length}`,
      ...(isRich ? ['property uchar red', 'property list uchar double weights'] : []),
      ...['x', 'y', 'z'].map((axis) => `property ${coordinate} ${axis}`),
      ...(isRich ? ['property float nx', 'property double quality'] : []),
    ],
    body: rows(
      vertices.map((vertex) => [
        ...(isRich
          ? ([
              [200, 'uchar'],
              [2, 'uchar'],
              [0.5, 'double'],
              [-1, 'double'],
            ] as const)
          : []),
        ...vertex.map((value) => [value, coordinate] as const),
        ...(isRich
          ? ([
              [0.5, 'float'],
              [1e-3, 'double'],
            ] as const)
          : []),
      ]),
    ),
  }
  const facePart = {
    header: [
      `element face ${faces.length}`,
      ...(isRich ? ['property uchar flags'] : []),
      `property list ${count} ${index} ${list}`,
      ...(isRich ? ['property list uchar float texcoord'] : []),
    ],
    body: rows(
      faces.map((face) => [
        ...(isRich ? ([[7, 'uchar']] as const) : []),
        [face.length, count] as const,
        ...face.map((corner) => [corner, index] as const),
        ...(isRich
          ? ([
              [1, 'uchar'],
              [0.25, 'float'],
            ] as const)
          : []),
      ]),
    ),
  }
  const edgePart = {
    header: ['element edge 1', 'property int vertex1', 'property int vertex2'],
    body: rows([
      [
        [0, 'int'],
        [1, 'int'],
      ],
    ]),
  }
  const parts = [...(facesFirst ? [facePart, vertexPart] : [vertexPart, facePart])]
  if (isRich) parts.splice(1, 0, edgePart)
  const header = [
    'ply',
    `format ${format} 1.0`,
    ...(isRich ? ['comment made by a test', 'obj_info nothing'] : []),
    ...parts.flatMap((part) => part.header),
    'end_header',
  ]
  return Buffer.concat([Buffer.from(header.map((line) => line + lineEnd).join('')), ...parts.map(({ body }) => body)])
}

/** A solid as OFF. @param vertexTail what follows each vertex, @param faceTail each face */
export const offOf = (
  { vertices, faces }: Solid,
  { head = 'OFF\n', vertexTail = '', faceTail = '', counts = '' } = {},
): Buffer =>
  Buffer.from(
    [
      head + (counts || `${vertices.length} ${faces.length} 0`),
      ...vertices.map((vertex) => vertex.join(' ') + vertexTail),
      ...faces.map((face) => `${face.length} ${face.join(' ')}${faceTail}`),
      '',
    ].join('\n'),
  )

/** The triangles of a solid's faces; caps of the L are cut by hand, since 3MF has triangles only. */
const trianglesOf = ({ faces }: Solid): number[][] =>
  faces.flatMap((face) => {
    const start = face.length === 6 ? face.findIndex((corner) => corner % 6 === 3) : 0
    const turned = [...face.slice(start), ...face.slice(0, start)]
    return turned.slice(2).map((corner, i) => [turned[0], turned[i + 1], corner])
  })

/** `<object>` of a solid as 3MF has it. */
export const objectXml = (solid: Solid, id: number, name = ''): string =>
  `<object id="${id}" type="model"${name && ` name="${name}"`}><mesh><vertices>${solid.vertices
    .map(([x, y, z]) => `<vertex x="${x}" y="${y}" z="${z}"/>`)
    .join('\n')}</vertices><triangles>${trianglesOf(solid)
    .map(([a, b, c]) => `<triangle v1="${a}" v2="${b}" v3="${c}"/>`)
    .join('\n')}</triangles></mesh></object>`

export const modelXml = (body: string, attributes = 'unit="millimeter"'): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<model ${attributes} xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02" xmlns:p="http://schemas.microsoft.com/3dmanufacturing/production/2015/06">${body}</model>`

/** A 3MF package. @param level 0 = stored as it is, so that damage reaches the XML */
export const packageOf = (model: string, more: Readonly<Record<string, string>> = {}, level: 0 | 6 = 6): Buffer =>
  Buffer.from(
    zipSync(
      Object.fromEntries(
        Object.entries({
          '[Content_Types].xml': '<Types/>',
          '_rels/.rels':
            '<Relationships><Relationship Target="/3D/3dmodel.model" Id="r" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/></Relationships>',
          '3D/3dmodel.model': model,
          ...more,
        }).map(([name, text]) => [name, strToU8(text)]),
      ),
      { level, mtime: new Date(2000, 0, 1) }, // the same bytes on any day
    ),
  )
