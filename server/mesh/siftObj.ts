import { ShapekinError } from '../../shared/errors.js'
import { ascii, ByteSink } from './byteSink.js'
import type { Polygon } from './cutConcave.js'
import { MAX_CORNERS, MAX_TRIANGLES } from './limits.js'
import { putCoordinate } from './putCoordinate.js'
import type { Sifted } from './siftStl.js'
import { WordScanner } from './wordScanner.js'

const SLASH = 47
const MINUS = 45
/** Statements that carry surface which three's loader leaves out in silence. */
const FREE_FORM = ['surf', 'bzp', 'bsp', 'cdc', 'cdp', 'res']

const VERTEX = ascii('v')
const FACE = ascii('f')
const END_LINE = ascii('\n')

export interface SiftedObj extends Sifted {
  /** The faces of more than three corners, in the order of the file. */
  readonly polygons: readonly Polygon[]
}

/**
 * Checks an OBJ file in one pass and reduces it to its vertices and faces.
 *
 * three's OBJLoader gives NaN for an index out of range and for a short or misspelt line, in silence; it logs a line for each
 * unknown one and makes an object of each group. Here a face may name only vertices above it, by whole numbers, and
 * comments, groups, materials, texture corners, normals, points and lines are left out.
 *
 * @throws `mesh.empty`, `mesh.tooLarge`, `mesh.truncated`, `mesh.syntax`, `mesh.nonFinite`, `mesh.indexRange`
 */
export function siftObj(bytes: Uint8Array): SiftedObj {
  const scanner = new WordScanner(bytes)
  const sink = new ByteSink(bytes.length + END_LINE.length)
  let vertices = 0
  let triangles = 0
  const polygons: Polygon[] = []
  do {
    if (!scanner.nextInLine()) continue
    if (scanner.is('v')) {
      siftVertex(scanner, sink)
      vertices++
    } else if (scanner.is('f')) {
      const corners = siftFace(scanner, sink, vertices)
      if (corners > 3) polygons.push({ firstTriangle: triangles, corners })
      triangles += Math.max(0, corners - 2)
      if (triangles > MAX_TRIANGLES)
        throw new ShapekinError('mesh.tooLarge', { count: triangles, what: 'triangles', limit: MAX_TRIANGLES })
    } else if (FREE_FORM.some((word) => scanner.is(word))) throw scanner.fault('polygons: curved patches are not read')
  } while (scanner.endLine())
  if (triangles === 0) throw new ShapekinError('mesh.empty')
  return { bytes: sink.written(), triangles, polygons }
}

/** The coordinates of `v x y z`; a weight or a color after them is left out. */
function siftVertex(scanner: WordScanner, sink: ByteSink): void {
  sink.put(VERTEX)
  for (let i = 0; i < 3; i++) {
    if (!scanner.nextInLine()) throw scanner.fault('a coordinate')
    putCoordinate(scanner, sink)
  }
  sink.put(END_LINE)
}

/**
 * The corners of `f v/vt/vn ...`, without `/vt/vn`; returns how many. Some exporters write faces of two corners: they have
 * no area and are left out, but for one that the end of the file has cut.
 */
function siftFace(scanner: WordScanner, sink: ByteSink, vertices: number): number {
  const mark = sink.mark()
  sink.put(FACE)
  let corners = 0
  for (; scanner.nextInLine(); corners++) putIndex(scanner, sink, vertices)
  if (corners > MAX_CORNERS)
    throw new ShapekinError('mesh.tooLarge', { count: corners, what: 'corners in one face', limit: MAX_CORNERS })
  if (corners === 0 || (corners < 3 && scanner.isAtEnd())) throw scanner.fault('a face of at least 3 corners')
  if (corners < 3) sink.rewind(mark)
  else sink.put(END_LINE)
  return corners
}

function putIndex(scanner: WordScanner, sink: ByteSink, vertices: number): void {
  const { bytes, start, end } = scanner
  const isNegative = bytes[start] === MINUS
  let at = isNegative ? start + 1 : start
  const firstDigit = at
  let index = 0
  for (; at < end && bytes[at] !== SLASH; at++) {
    const digit = bytes[at] - 48
    if (digit < 0 || digit > 9) throw scanner.fault('the number of a vertex')
    index = index * 10 + digit
  }
  if (at === firstDigit) throw scanner.fault('the number of a vertex')
  if (index < 1 || index > vertices)
    throw new ShapekinError('mesh.indexRange', { place: scanner.place(), index: isNegative ? -index : index, vertices })
  sink.putWord(bytes, start, at)
}
