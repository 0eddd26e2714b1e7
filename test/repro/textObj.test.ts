import { describe, expect, it } from 'vitest'
import { parseMesh } from '../../server/mesh/parseMesh.js'
import { CUBE_FACES, CUBE_VERTICES } from '../support/cubeFiles.js'
import { surfaceOf } from '../support/surfaceOf.js'

/** OBJ files that were refused, or lost faces in silence, though all their faces are plain. */

const lines = (...parts: (string | readonly string[])[]): string => `${parts.flat().join('\n')}\n`
const vertices = CUBE_VERTICES
const faces = CUBE_FACES
const cube = lines(vertices, faces)
const facesWith = (change: (index: string) => string): string[] => faces.map((face) => face.replace(/\d/g, change))

const READ: readonly [string, string | Buffer, repairs?: string[]][] = [
  [
    'a comment behind a face',
    lines(
      vertices,
      faces.map((face) => `${face} # side`),
    ),
  ],
  [
    'a comment glued to a face',
    lines(
      vertices,
      faces.map((face) => `${face}#side`),
    ),
  ],
  [
    'a comment behind a vertex',
    lines(
      vertices.map((vertex) => `${vertex} # corner`),
      faces,
    ),
  ],
  ['faces above their vertices', lines(faces, vertices)],
  ['faces among their vertices', lines(vertices.slice(0, 4), faces, vertices.slice(4))],
  [
    '+1 for 1',
    lines(
      vertices,
      facesWith((index) => `+${index}`),
    ),
  ],
  [
    'negative numbers',
    lines(
      vertices,
      facesWith((index) => `-${9 - Number(index)}`),
    ),
  ],
  ['an unused vertex of nan', lines(vertices, 'v nan nan nan', faces), ['unusedVertices']],
  ['an unused vertex of 1.#QNAN', lines(vertices, 'v 1.#QNAN -1.#IND 0', faces), ['unusedVertices']],
  ['no last line end', cube.trimEnd()],
  ['a bare f', lines(vertices, faces, 'f'), ['shortFaces']],
  ['a face of two corners', lines(vertices, 'f 1 2', faces), ['shortFaces']],
  ['a face of two corners at the end', lines(vertices, faces, 'f 1 2').trimEnd(), ['shortFaces']],
  [
    'a curved patch beside faces',
    lines(vertices, 'cstype bezier', 'surf 0 1 0 1 1 2 3 4', 'end', faces),
    ['curvedPatches'],
  ],
  [
    'fo, a face of before 1995',
    lines(
      vertices,
      faces.map((face) => face.replace('f', 'fo')),
    ),
  ],
  ['lines, points and curves', lines(vertices, 'l 1 2 3', 'p 1', 'curv 0 1 1 2', faces)],
  [
    'joined lines',
    lines(
      vertices,
      faces.map((face) => face.replace(/ (\d)$/, ' \\\n$1')),
    ),
  ],
  [
    'joined lines with blanks behind the backslash',
    lines(
      vertices,
      faces.map((face) => face.replace(/ (\d)$/, ' \\ \t\n$1')),
    ),
  ],
  ['tabs, blanks and upper case', lines(vertices, faces).toUpperCase().replaceAll(' ', ' \t')],
  [
    'colors behind the coordinates',
    lines(
      vertices.map((vertex) => `${vertex} 0.5 0.25 1`),
      faces,
    ),
  ],
  [
    'weights behind the coordinates',
    lines(
      vertices.map((vertex) => `${vertex} 1.0`),
      faces,
    ),
  ],
  [
    'texture corners and normals that are not there',
    lines(
      vertices,
      facesWith((index) => `${index}/${index}/7`),
    ),
  ],
  [
    'normals alone',
    lines(
      vertices,
      'vn 0 0 1',
      facesWith((index) => `${index}//1`),
    ),
  ],
  ['exponents', lines(vertices, faces).replace(/^(v.*)1/gm, '$11.E+0')],
  ['CR line ends', cube.replaceAll('\n', '\r')],
  ['CR LF line ends', cube.replaceAll('\n', '\r\n')],
  ['a mark of UTF-8', `\ufeff${cube}`],
  ['UTF-16', Buffer.from(`\ufeff${cube}`, 'utf16le'), ['wideText']],
  ['Ctrl-Z at the end', `${cube}\x1a`],
  ['lines of programs', lines('mtllib a b.mtl', 'o C:\\cube\\', 'g # a', vertices, 'usemtl x', 's off', faces)],
]

const REFUSED: readonly [string, string, code: string, says: string][] = [
  [
    'a decimal comma',
    lines('v 0,5 0 0', vertices, faces),
    'mesh.syntax',
    'Line 1: found 0,5 instead of a coordinate with a point',
  ],
  ['a vertex of nan in use', lines('v 0 nan 0', vertices, faces), 'mesh.nonFinite', 'Line 1 '],
  ['a vertex that never comes', lines('f 1 2 9', vertices, faces), 'mesh.indexRange', 'Line 1 names vertex 9'],
  ['a vertex before the first', lines(vertices, 'f -9 1 2'), 'mesh.indexRange', 'names vertex -9, but there are 8'],
  ['a file cut in a vertex', lines(faces, vertices).slice(0, -3), 'mesh.truncated', 'incomplete'],
]

describe('text OBJ', () => {
  it.each(READ)('is read: %s', (_, content, repairs = []) => {
    const mesh = parseMesh(Buffer.from(content as string), 'obj')
    expect(surfaceOf(mesh)).toMatchObject({ triangles: 12, area: 6 })
    expect(mesh.repairs?.map(({ kind }) => kind)).toEqual(repairs)
  })

  it.each(REFUSED)('is refused, and told why: %s', (_, text, code, says) => {
    const read = () => parseMesh(Buffer.from(text), 'obj')
    expect(read).toThrow(expect.objectContaining({ code }))
    expect(read).toThrow(says)
  })
})
