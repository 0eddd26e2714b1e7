import { ShapekinError } from '../../../shared/errors.js'
import { MAX_VERTICES } from '../limits.js'
import type { Mesh } from '../mesh.js'
import { PolygonList, requireAtMost } from '../polygonList.js'
import { readPlyHeader, type PlyElement, type PlyProperty } from './plyHeader.js'
import { BinaryNumbers, TextNumbers, type PlyNumbers } from './plyNumbers.js'

const CORNERS = ['vertex_indices', 'vertex_index']
const AXES = ['x', 'y', 'z']

/**
 * Reads the faces of a PLY file: text or binary of either byte order, numbers of any type, properties and elements of
 * any name and order, polygons of any number of corners, and triangle strips. Everything that is neither a corner nor
 * a position is skipped.
 *
 * three's PLYLoader drops polygons of five corners and more, cuts quads along a fixed diagonal, and gives points or NaN
 * for damaged text, all without an error.
 *
 * @throws `mesh.empty`, `mesh.onlyPoints`, `mesh.tooLarge`, `mesh.truncated`, `mesh.syntax`, `mesh.invalid`,
 *   `mesh.nonFinite`, `mesh.indexRange`, `mesh.noExtent`, `mesh.tooConcave`, naming line or byte
 */
export function readPly(bytes: Uint8Array): Mesh {
  const { format, elements, end } = readPlyHeader(bytes)
  const numbers =
    format === 'ascii' ? new TextNumbers(bytes, end) : new BinaryNumbers(bytes, end, format === 'binary_little_endian')
  const vertices = elements.find(({ name }) => name === 'vertex')
  const missing = AXES.find((axis) => !vertices?.properties.some(({ name, list }) => name === axis && !list))
  if (!vertices || missing)
    throw new ShapekinError('mesh.invalid', { place: 'The header', problem: `vertices have no ${missing ?? 'x'}` })
  requireAtMost(MAX_VERTICES, vertices.count, 'vertices')
  const polygons = new PolygonList(vertices.count)
  let coordinates: Float64Array = new Float64Array()
  for (const element of elements) {
    requireContent(element, numbers)
    if (element === vertices) coordinates = readVertices(element, numbers)
    else if (element.name === 'face') readFaces(element, numbers, polygons)
    else if (element.name === 'tristrips') readStrips(element, numbers, polygons)
    else passOver(element, numbers)
  }
  return polygons.mesh(coordinates, { tailBytes: numbers.tail() })
}

/** Checks that the file is long enough for an element before anything is allocated for it. */
function requireContent({ name, count, properties }: PlyElement, numbers: PlyNumbers): void {
  const least = properties.reduce((sum, { type, list }) => sum + numbers.least(list ?? type), 0)
  // The last number of a text needs no blank after it.
  if (count * least > numbers.left() + 1)
    throw new ShapekinError('mesh.truncated', {
      place: `Byte ${numbers.left()} after the header`,
      expected: `the ${count} times "${name}" that it declares`,
    })
}

/** (3V) */
function readVertices({ count, properties }: PlyElement, numbers: PlyNumbers): Float64Array {
  const coordinates = new Float64Array(3 * count)
  const axes = properties.map(({ name, list }) => (list ? -1 : AXES.indexOf(name)))
  for (let vertex = 0; vertex < count; vertex++) {
    numbers.beginRow()
    for (let p = 0; p < properties.length; p++) {
      if (axes[p] < 0) passProperty(properties[p], numbers)
      else coordinates[3 * vertex + axes[p]] = numbers.read(properties[p].type)
    }
  }
  return coordinates
}

function readFaces({ count, properties }: PlyElement, numbers: PlyNumbers, polygons: PolygonList): void {
  const corners = properties.find(({ name, list }) => list && CORNERS.includes(name))
  if (count > 0 && !corners)
    throw new ShapekinError('mesh.invalid', { place: 'The header', problem: 'faces have no list vertex_indices' })
  const place = () => numbers.place()
  for (let face = 0; face < count; face++) {
    numbers.beginRow()
    for (const property of properties) {
      if (property !== corners) passProperty(property, numbers)
      else
        for (let left = readCount(property, numbers); left > 0; left--)
          polygons.corner(numbers.read(property.type), place)
    }
    polygons.close()
  }
}

/** Reads triangle strips as scanners write them: every other triangle is reversed, and -1 begins a new strip. */
function readStrips({ count, properties }: PlyElement, numbers: PlyNumbers, polygons: PolygonList): void {
  const place = () => numbers.place()
  for (let strip = 0; strip < count; strip++) {
    numbers.beginRow()
    for (const property of properties) {
      if (!property.list || !CORNERS.includes(property.name)) {
        passProperty(property, numbers)
        continue
      }
      let run = 0
      let [before, last] = [0, 0]
      for (let left = readCount(property, numbers); left > 0; left--) {
        const index = numbers.read(property.type)
        if (index === -1) {
          run = 0
          continue
        }
        if (run >= 2) {
          for (const corner of run % 2 === 0 ? [before, last] : [last, before]) polygons.corner(corner, place)
          polygons.corner(index, place)
          polygons.close()
        }
        ;[before, last] = [last, index]
        run++
      }
    }
  }
}

function passOver({ count, properties }: PlyElement, numbers: PlyNumbers): void {
  if (properties.length === 0) return // any number of elements without properties takes no bytes
  for (let i = 0; i < count; i++) {
    numbers.beginRow()
    for (const property of properties) passProperty(property, numbers)
  }
}

function passProperty(property: PlyProperty, numbers: PlyNumbers): void {
  let left = property.list ? readCount(property, numbers) : 1
  for (; left > 0; left--) numbers.read(property.type)
}

function readCount({ list, type, name }: PlyProperty, numbers: PlyNumbers): number {
  const count = list ? numbers.read(list) : 1
  if (!(count >= 0 && Number.isInteger(count)))
    throw new ShapekinError('mesh.invalid', { place: numbers.place(), problem: `a list ${name} of ${count} numbers` })
  if (count * numbers.least(type) > numbers.left() + 1)
    throw new ShapekinError('mesh.truncated', {
      place: numbers.place(),
      expected: `the ${count} numbers of a list ${name}`,
    })
  return count
}
