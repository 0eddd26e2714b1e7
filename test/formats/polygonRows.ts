import { offOf, plyOf, type PlyStyle } from '../support/polygonFiles.js'
import { BLOCK, fromPolygons, inTriangles, NOTCH, type FormatRow } from './formatRow.js'

const ply = { format: 'PLY', written: fromPolygons(BLOCK), blender: '3.4' }
const SIMPLE = inTriangles(BLOCK)
const off = { format: 'OFF', written: fromPolygons(SIMPLE) }

/** From 4.2 on it takes the numbers of a list before the coordinates for these, and gives a mesh without area. */
const NOT_BLENDER = { blender: undefined }

/** Whole numbers, where the type of a coordinate has no others. */
const EVEN = { ...BLOCK, vertices: BLOCK.vertices.map((vertex) => vertex.map((value) => Math.round(8 * value))) }

const plyRow = (feature: string, name: string, style: PlyStyle, more: object = {}): FormatRow => ({
  ...ply,
  feature,
  name: `${name}.ply`,
  bytes: plyOf(BLOCK, style),
  ...more,
})

export const PLY_ROWS: readonly FormatRow[] = [
  plyRow('text', 'text', {}),
  plyRow('binary, little endian', 'little', { format: 'binary_little_endian' }),
  plyRow('binary, big endian', 'big', { format: 'binary_big_endian' }),
  plyRow('doubles', 'doubles', { format: 'binary_little_endian', coordinate: 'double' }),
  {
    ...ply,
    feature: 'coordinates of 16 bits',
    name: 'shorts.ply',
    written: fromPolygons(EVEN),
    bytes: plyOf(EVEN, { format: 'binary_little_endian', coordinate: 'short' }),
  },
  plyRow('corners of 8 and 16 bits, counts of 32', 'corners', {
    format: 'binary_little_endian',
    index: 'ushort',
    count: 'int',
  }),
  plyRow(
    'corners of 64 bits, as meshio types them',
    'int64',
    { format: 'binary_little_endian', index: 'int64' },
    NOT_BLENDER,
  ),
  plyRow(
    'the same without a sign, big endian',
    'uint64',
    { format: 'binary_big_endian', index: 'uint64' },
    NOT_BLENDER,
  ),
  plyRow('the list `vertex_index`', 'index', { list: 'vertex_index' }),
  { ...ply, feature: 'concave polygons', name: 'concave.ply', written: fromPolygons(NOTCH), bytes: plyOf(NOTCH) },
  plyRow('colors, normals, lists, edges, comments', 'rich', { isRich: true }, NOT_BLENDER),
  plyRow('the same in numbers', 'rich-little', { isRich: true, format: 'binary_little_endian' }, NOT_BLENDER),
  plyRow('faces before vertices', 'first', { facesFirst: true }),
  plyRow('lines that end with CR LF', 'crlf', { lineEnd: '\r\n' }),
  {
    format: 'PLY',
    feature: 'strips of triangles',
    name: 'strips.ply',
    written: fromPolygons({
      vertices: [
        [0, 0, 0],
        [2, 0, 0],
        [0, 1, 0],
        [2, 1, 0],
        [0, 2, 0],
        [2, 2, 0],
      ],
      faces: [
        [0, 1, 2],
        [1, 3, 2],
        [2, 3, 4],
        [3, 5, 4],
      ],
    }),
    bytes: Buffer.from(
      'ply\nformat ascii 1.0\nelement vertex 6\nproperty float x\nproperty float y\nproperty float z\nelement tristrips 1\nproperty list int int vertex_indices\nend_header\n0 0 0\n2 0 0\n0 1 0\n2 1 0\n0 2 0\n2 2 0\n6 0 1 2 3 4 5\n',
    ),
  },
  {
    format: 'PLY',
    feature: 'points alone',
    name: 'points.ply',
    bytes: Buffer.from(
      'ply\nformat ascii 1.0\nelement vertex 1\nproperty float x\nproperty float y\nproperty float z\nend_header\n1 2 3\n',
    ),
    refused: 'mesh.onlyPoints',
  },
]

export const OFF_ROWS: readonly FormatRow[] = [
  { ...off, feature: 'triangles', name: 'plain.off', bytes: offOf(SIMPLE) },
  { ...off, feature: 'polygons', name: 'polygons.off', written: fromPolygons(BLOCK), bytes: offOf(BLOCK) },
  { ...off, feature: 'concave polygons', name: 'concave.off', written: fromPolygons(NOTCH), bytes: offOf(NOTCH) },
  { ...off, feature: 'counts in the line of the keyword', name: 'line.off', bytes: offOf(SIMPLE, { head: 'OFF ' }) },
  {
    ...off,
    feature: 'no number of edges',
    name: 'edges.off',
    bytes: offOf(SIMPLE, { counts: `${SIMPLE.vertices.length} ${SIMPLE.faces.length}` }),
  },
  {
    ...off,
    feature: 'colors (`COFF`), also of faces',
    name: 'colors.off',
    bytes: offOf(SIMPLE, { head: 'COFF\n', vertexTail: ' 10 20 30 255', faceTail: ' 255 0 0' }),
  },
  {
    ...off,
    feature: 'normals (`NOFF`)',
    name: 'normals.off',
    bytes: offOf(SIMPLE, { head: 'NOFF\n', vertexTail: ' 0 0 1' }),
  },
  {
    ...off,
    feature: 'normals and colors, as MeshLab orders them (`NCOFF`)',
    name: 'normals-colors.off',
    bytes: offOf(SIMPLE, { head: 'NCOFF\n', vertexTail: ' 0 0 1 10 20 30 255' }),
  },
  {
    ...off,
    feature: 'texture corners (`STOFF`)',
    name: 'texture.off',
    bytes: offOf(SIMPLE, { head: 'STOFF\n', vertexTail: ' 0.5 0.5' }),
  },
  {
    ...off,
    feature: 'four coordinates (`4OFF`)',
    name: 'four.off',
    bytes: offOf(
      { ...SIMPLE, vertices: SIMPLE.vertices.map((vertex) => [...vertex.map((value) => 2 * value), 2]) },
      { head: '4OFF\n' },
    ),
  },
  {
    ...off,
    feature: 'comments anywhere',
    name: 'comments.off',
    bytes: offOf(SIMPLE, { head: 'OFF # a block\n# of polygons\n', vertexTail: ' # a vertex' }),
  },
  {
    format: 'OFF',
    feature: 'binary',
    name: 'binary.off',
    bytes: Buffer.concat([Buffer.from('OFF BINARY\n'), Buffer.alloc(64)]),
    refused: 'mesh.unsupported',
  },
  {
    format: 'OFF',
    feature: 'any number of coordinates (`nOFF`)',
    name: 'many.off',
    bytes: offOf(SIMPLE, { head: 'nOFF 3\n' }),
    refused: 'mesh.unsupported',
  },
  {
    format: 'OFF',
    feature: 'points alone',
    name: 'points.off',
    bytes: offOf({ ...SIMPLE, faces: [] }),
    refused: 'mesh.onlyPoints',
  },
]
