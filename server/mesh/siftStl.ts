import { ShapekinError } from '../../shared/errors.js'
import { ascii, ByteSink } from './byteSink.js'
import { MAX_TRIANGLES } from './limits.js'
import { putCoordinate } from './putCoordinate.js'
import { WordScanner } from './wordScanner.js'

const HEADER_BYTES = 80
const COUNT_END = HEADER_BYTES + 4
const TRIANGLE_BYTES = 50
/** Enough to tell text from numbers. */
const SNIFFED_BYTES = 1024

/** What three's loader may safely be given, and the number of triangles it must give back. */
export interface Sifted {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly triangles: number
}

/**
 * Checks an STL file, binary or text, in one pass and reduces it to what concerns the shape.
 *
 * three's STLLoader decides by the word "solid", which many binary files begin with, allocates by a count it does not check,
 * and scans unfinished text quadratically or drops it in silence. Here the size decides first, then the content; the text
 * that is passed on is complete, lower case and without names, which can hold any word.
 *
 * @throws `mesh.empty`, `mesh.tooLarge`, `mesh.countMismatch`, `mesh.truncated`, `mesh.syntax`, `mesh.nonFinite`
 */
export function siftStl(bytes: Uint8Array): Sifted {
  const declared =
    bytes.length >= COUNT_END ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(HEADER_BYTES, true) : 0
  const isExact = bytes.length >= COUNT_END && COUNT_END + declared * TRIANGLE_BYTES === bytes.length
  return !isExact && looksLikeText(bytes) ? siftText(bytes) : siftBinary(bytes, declared)
}

/** No control characters but blanks and line ends. The numbers of a binary file are full of them. */
const looksLikeText = (bytes: Uint8Array): boolean =>
  bytes.subarray(0, SNIFFED_BYTES).every((byte) => byte >= 32 || (byte >= 9 && byte <= 13))

function siftBinary(bytes: Uint8Array, declared: number): Sifted {
  if (bytes.length < COUNT_END)
    throw new ShapekinError('mesh.truncated', { place: `Byte ${bytes.length}`, expected: 'the header of 84 bytes' })
  const found = Math.floor((bytes.length - COUNT_END) / TRIANGLE_BYTES)
  // Some writers pad the end: less than one triangle more is no damage, anything else is.
  if (declared !== found) throw new ShapekinError('mesh.countMismatch', { declared, found })
  if (declared === 0) throw new ShapekinError('mesh.empty')
  requireTriangleLimit(declared)
  const exact = bytes.slice(0, COUNT_END + declared * TRIANGLE_BYTES)
  exact.fill(0, 0, HEADER_BYTES) // a `COLOR=` in the header makes the loader compute colors nobody asked for
  requireFinite(exact, declared)
  return { bytes: exact, triangles: declared }
}

function requireFinite(bytes: Uint8Array, triangles: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  for (let triangle = 0; triangle < triangles; triangle++) {
    const corners = COUNT_END + triangle * TRIANGLE_BYTES + 12
    for (let at = corners; at < corners + 36; at += 4)
      if (!Number.isFinite(view.getFloat32(at, true)))
        throw new ShapekinError('mesh.nonFinite', { place: `Triangle ${triangle} (byte ${at})` })
  }
}

function requireTriangleLimit(count: number): void {
  if (count > MAX_TRIANGLES)
    throw new ShapekinError('mesh.tooLarge', { count, what: 'triangles', limit: MAX_TRIANGLES })
}

const SOLID = ascii('solid')
const FACET = ascii('\nfacet normal 0 0 0\nouter loop')
const VERTEX = ascii('\nvertex')
const END_FACET = ascii('\nendloop\nendfacet')
const END_SOLID = ascii('\nendsolid\n')

function siftText(bytes: Uint8Array): Sifted {
  const scanner = new WordScanner(bytes)
  // Each word written stands in the input too, with a separator; only the last line end may be ours.
  const sink = new ByteSink(bytes.length + SOLID.length + END_SOLID.length)
  let triangles = 0
  sink.put(SOLID)
  while (scanner.next()) {
    expect(scanner, 'solid')
    scanner.endLine()
    while (nextMust(scanner, 'facet or endsolid') && scanner.is('facet')) {
      siftFacet(scanner, sink)
      requireTriangleLimit(++triangles)
    }
    if (!scanner.is('endsolid')) throw scanner.fault('facet or endsolid')
    scanner.endLine()
  }
  sink.put(END_SOLID)
  if (triangles === 0) throw new ShapekinError('mesh.empty')
  return { bytes: sink.written(), triangles }
}

/** The rest of one facet, after its first word. The normal may be anything, `nan` say: the corners tell it. */
function siftFacet(scanner: WordScanner, sink: ByteSink): void {
  nextIs(scanner, 'normal')
  for (let i = 0; i < 3; i++) nextMust(scanner, 'three numbers of a normal')
  nextIs(scanner, 'outer')
  nextIs(scanner, 'loop')
  sink.put(FACET)
  for (let corner = 0; corner < 3; corner++) {
    nextIs(scanner, 'vertex')
    sink.put(VERTEX)
    for (let i = 0; i < 3; i++) {
      nextMust(scanner, 'a coordinate')
      putCoordinate(scanner, sink)
    }
  }
  nextIs(scanner, 'endloop')
  nextIs(scanner, 'endfacet')
  sink.put(END_FACET)
}

function nextMust(scanner: WordScanner, expected: string): true {
  if (!scanner.next()) throw scanner.fault(expected)
  return true
}

function expect(scanner: WordScanner, word: string): void {
  if (!scanner.is(word)) throw scanner.fault(word)
}

function nextIs(scanner: WordScanner, word: string): void {
  nextMust(scanner, word)
  expect(scanner, word)
}
