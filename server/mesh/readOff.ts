import { ShapekinError } from '../../shared/errors.js'
import { MAX_TRIANGLES, MAX_VERTICES } from './limits.js'
import type { Mesh } from './mesh.js'
import { plainText } from './plainText.js'
import { PolygonList, requireAtMost } from './polygonList.js'
import { readCoordinate } from './readCoordinate.js'
import { WordScanner } from './wordScanner.js'

/**
 * `OFF` with its prefixes for texture corners, colors and normals (MeshLab writes `NCOFF` where Geomview's order is
 * `CNOFF`), a fourth coordinate, and any number of coordinates.
 */
const KEYWORD = /^(?:(?:ST|C|N)*(4)?(n)?OFF|off)/
const LETTERS_BEFORE_DIGITS = /^\w*?off(?=\d)/i

/**
 * Reads an OFF file: `OFF` or none, with `ST`, `C`, `N` and `4` before it, counts in the line of the keyword or joined to
 * it, with or without the number of edges, comments anywhere, and faces of any number of corners with colors
 * after them. The position of a vertex is the first numbers of its line.
 *
 * @throws `mesh.empty`, `mesh.onlyPoints`, `mesh.tooLarge`, `mesh.truncated`, `mesh.syntax`, `mesh.unsupported`
 *   (binary, `nOFF`), `mesh.nonFinite`, `mesh.indexRange`, `mesh.noExtent`, `mesh.tooConcave`, naming the line
 */
export function readOff(bytes: Uint8Array): Mesh {
  const { text, isWide } = plainText(bytes)
  const scanner = new WordScanner(text)
  if (!scanner.next()) throw new ShapekinError('mesh.empty')
  const dimensions = readKeyword(scanner)
  const vertices = readCount(scanner, 'how many vertices there are')
  next(scanner, 'how many faces there are')
  const faces = readCount(scanner, 'how many faces there are')
  scanner.endLine()
  requireAtMost(MAX_VERTICES, vertices, 'vertices')
  requireAtMost(MAX_TRIANGLES, faces, 'faces')
  // Each coordinate takes at least a digit and a blank, each face at least a digit.
  if (2 * dimensions * vertices + faces > text.length - scanner.start + 2)
    throw new ShapekinError('mesh.truncated', {
      place: scanner.place(),
      expected: `the ${vertices} vertices and ${faces} faces that it declares`,
    })
  const coordinates = new Float64Array(3 * vertices)
  for (let vertex = 0; vertex < vertices; vertex++) {
    for (let axis = 0; axis < dimensions; axis++) {
      next(scanner, 'a coordinate')
      const value = readCoordinate(scanner)
      if (axis < 3) coordinates[3 * vertex + axis] = value
      else for (let k = 0; k < 3; k++) coordinates[3 * vertex + k] /= value
    }
    scanner.endLine()
  }
  const polygons = new PolygonList(vertices)
  const place = () => scanner.place()
  for (let face = 0; face < faces; face++) {
    next(scanner, 'a face')
    for (let left = readCount(scanner, 'the number of corners'); left > 0; left--) {
      next(scanner, 'the number of a vertex')
      polygons.corner(scanner.number() ?? NaN, place)
    }
    polygons.close()
    scanner.endLine()
  }
  const tailBytes = scanner.next() ? text.length - scanner.start : 0
  return polygons.mesh(coordinates, { wideText: isWide ? 1 : 0, tailBytes })
}

/** Number of coordinates of a vertex. Afterwards the scanner is at the number of vertices. */
function readKeyword(scanner: WordScanner): number {
  const word = scanner.word()
  const keyword = KEYWORD.exec(word)
  if (!keyword) {
    if (scanner.number() === undefined) throw scanner.fault('OFF')
    return 3
  }
  const unsupported = (feature: string) => new ShapekinError('mesh.unsupported', { place: scanner.place(), feature })
  if (keyword[2]) throw unsupported('nOFF, points of any number of coordinates')
  const glued = LETTERS_BEFORE_DIGITS.exec(word)
  if (glued) scanner.reread(glued[0].length)
  else if (word.length > keyword[0].length) throw scanner.fault('OFF')
  next(scanner, 'how many vertices there are')
  if (scanner.is('binary')) throw unsupported('binary OFF')
  return keyword[1] ? 4 : 3
}

function readCount(scanner: WordScanner, expected: string): number {
  const value = scanner.number()
  if (value === undefined || !Number.isSafeInteger(value) || value < 0) throw scanner.fault(expected)
  return value
}

function next(scanner: WordScanner, expected: string): void {
  if (!scanner.next()) throw scanner.fault(expected)
}
