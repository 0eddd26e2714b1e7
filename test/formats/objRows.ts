import type { Solid } from '../support/polygonFiles.js'
import { BLOCK, fromPolygons, inTriangles, NOTCH, type FormatRow } from './formatRow.js'

interface ObjStyle {
  /** What stands behind a vertex. */
  readonly tail?: string
  /** How a corner is named: the number of its vertex, 1 ... */
  readonly corner?: (vertex: number) => string
  /** Lines before a face. */
  readonly before?: (face: number) => string[]
}

const linesOf = (
  { vertices, faces }: Solid,
  { tail = '', corner = String, before = () => [] }: ObjStyle = {},
): string[] => [
  ...vertices.map((vertex) => `v ${vertex.join(' ')}${tail}`),
  ...faces.flatMap((face, i) => [...before(i), `f ${face.map((vertex) => corner(vertex + 1)).join(' ')}`]),
]

const textOf = (lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\n')}\n`)

const read = { format: 'OBJ', written: fromPolygons(BLOCK), blender: '3.4' }
const count = BLOCK.vertices.length
const CURVE = ['cstype bspline', 'deg 3', 'curv 0.0 1.0 1 2 3 4', 'parm u 0 0 0 0 1 1 1 1', 'end']

export const OBJ_ROWS: readonly FormatRow[] = [
  {
    ...read,
    feature: 'triangles',
    name: 'triangles.obj',
    written: fromPolygons(inTriangles(BLOCK)),
    bytes: textOf(linesOf(inTriangles(BLOCK))),
  },
  { ...read, feature: 'polygons', name: 'polygons.obj', bytes: textOf(linesOf(BLOCK)) },
  {
    ...read,
    feature: 'concave polygons',
    name: 'concave.obj',
    written: fromPolygons(NOTCH),
    bytes: textOf(linesOf(NOTCH)),
  },
  {
    ...read,
    feature: 'vertices counted from the end',
    name: 'negative.obj',
    bytes: textOf(linesOf(BLOCK, { corner: (vertex) => `${vertex - count - 1}` })),
  },
  {
    ...read,
    feature: 'texture corners and normals',
    name: 'corners.obj',
    bytes: textOf([
      'vt 0 0',
      'vt 1 0.5',
      'vn 0 0 1',
      ...linesOf(BLOCK, { corner: (vertex) => `${vertex}/${1 + (vertex % 2)}/1` }),
    ]),
  },
  {
    ...read,
    feature: 'colors and weights behind vertices',
    name: 'colors.obj',
    bytes: textOf(linesOf(BLOCK, { tail: ' 0.8 0.2 0.1' })),
  },
  {
    ...read,
    feature: 'objects and groups',
    name: 'groups.obj',
    bytes: textOf(
      linesOf(BLOCK, { before: (face) => (face % 3 === 0 ? [`o part${face}`, `g side${face}`, `s ${face}`] : []) }),
    ),
  },
  {
    ...read,
    feature: 'lines that go on behind a backslash, CR LF',
    name: 'joined.obj',
    bytes: Buffer.from(
      textOf(linesOf(BLOCK))
        .toString()
        .replaceAll(/^f (\d+) /gm, 'f \\\n$1 ')
        .replaceAll('\n', '\r\n'),
    ),
  },
  {
    ...read,
    feature: 'lines and points beside faces: left out',
    name: 'beside.obj',
    bytes: textOf([...linesOf(BLOCK), 'l 1 2 3', 'p 4']),
  },
  {
    ...read,
    feature: 'curves beside faces: left out',
    name: 'curved.obj',
    bytes: textOf([...linesOf(BLOCK), ...CURVE]),
  },
  {
    format: 'OBJ',
    feature: 'curves and curved surfaces alone',
    name: 'curves.obj',
    bytes: textOf([...linesOf({ ...BLOCK, faces: [] }), ...CURVE]),
    refused: 'mesh.empty',
  },
]
