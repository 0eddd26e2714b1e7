import { ShapekinError } from '../../shared/errors.js'
import { cutConcave, type Polygon } from './cutConcave.js'
import { MAX_CORNERS, MAX_TRIANGLES, MAX_VERTICES } from './limits.js'
import type { Mesh } from './mesh.js'
import { meshOfCorners } from './meshOfCorners.js'
import { groupCorners, makeParts, type MeshPart, type Segment } from './meshParts.js'
import { NumberList } from './numberList.js'
import { plainText } from './plainText.js'
import { readCoordinate } from './readCoordinate.js'
import { repairsOf } from './repairs.js'
import { roundAroundCenter } from './roundAroundCenter.js'
import { WordScanner } from './wordScanner.js'

const PLUS = 43
const MINUS = 45
const SLASH = 47
/** Statements that describe surfaces which are not read. */
const FREE_FORM = ['surf', 'bzp', 'bsp', 'cdc', 'cdp', 'res']

/**
 * Reads the faces of an OBJ file, in one pass. Comments, groups, materials, texture corners, normals, points and lines
 * are left out. A face may name vertices that come later in the file, and `fo` is how faces were written before 1995.
 *
 * three's OBJLoader is not used: it rounds before the mesh can be moved to the origin, drops `fo`, and gives NaN for
 * what it does not understand. For everything that it understands, the corners are the same bit for bit.
 *
 * @throws `mesh.empty`, `mesh.tooLarge`, `mesh.truncated`, `mesh.syntax`, `mesh.nonFinite`, `mesh.indexRange`,
 *   `mesh.noExtent`, `mesh.tooConcave`
 */
export function readObj(bytes: Uint8Array): Mesh {
  const { text, isWide } = plainText(bytes)
  const faces = new FaceReader(text)
  const corners = faces.read()
  const { positions, crossing } = cutConcave(roundAroundCenter(corners), faces.polygons)
  return meshOfCorners(
    positions,
    repairsOf({
      wideText: isWide ? 1 : 0,
      unusedVertices: faces.brokenVertices,
      shortFaces: faces.shortFaces,
      curvedPatches: faces.curvedPatches,
      crossingOutlines: crossing,
    }),
  )
}

/**
 * Splits an OBJ file into its objects (`o`) if there are at least two, else into its groups (`g`). Faces under the
 * same name belong together wherever they stand.
 *
 * @throws as readObj
 */
export function splitObj(bytes: Uint8Array): MeshPart[] {
  const { text } = plainText(bytes)
  const faces = new FaceReader(text, true)
  const corners = faces.read()
  const [objects, groups] = [faces.objects, faces.groups].map((segments) =>
    groupCorners(corners, faces.polygons, segments, true),
  )
  return makeParts(
    'group',
    (objects.length > 1 ? objects : groups).map(({ name, corners: own, polygons }) => ({
      name,
      make: () => {
        const { positions, crossing } = cutConcave(roundAroundCenter(own), polygons)
        return meshOfCorners(positions, repairsOf({ crossingOutlines: crossing }))
      },
    })),
  )
}

class FaceReader {
  /** Where objects or groups begin; empty where they are not needed. */
  readonly objects: Segment[] = []
  readonly groups: Segment[] = []
  /** Faces of more than three corners, in the order of the file. */
  readonly polygons: Polygon[] = []
  shortFaces = 0
  curvedPatches = 0
  /** Number of vertices with a coordinate that is not finite. */
  brokenVertices = 0
  private readonly scanner: WordScanner
  private readonly coordinates = new NumberList()
  /** Vertex numbers of the triangles, three each. */
  private readonly triangles = new NumberList()
  /** Corners of the current face. */
  private readonly face: number[] = []
  /** The highest vertex number that was used before that vertex was defined, and where. */
  private missing = { index: 0, offset: 0 }
  /** The error for a file without any face. */
  private fault: ShapekinError | undefined

  constructor(
    private readonly text: Uint8Array,
    private readonly isSplit = false,
  ) {
    this.scanner = new WordScanner(text)
  }

  /** (9T) corners of the triangles; each polygon is a fan around its first corner. */
  read(): Float64Array {
    const { scanner } = this
    do {
      if (!scanner.nextInLine()) continue
      if (scanner.is('v')) this.readVertex()
      else if (scanner.is('f') || scanner.is('fo')) this.readFace()
      else if (this.isSplit && scanner.is('o')) this.begin(this.objects)
      else if (this.isSplit && scanner.is('g')) this.begin(this.groups)
      else if (FREE_FORM.some((word) => scanner.is(word))) {
        this.curvedPatches++
        this.fault ??= scanner.fault('polygons: curved patches are not read')
      }
    } while (scanner.endLine())
    return this.corners()
  }

  private begin(segments: Segment[]): void {
    segments.push({ name: this.scanner.restOfLine(), firstTriangle: this.triangles.length / 3 })
  }

  /** Reads the coordinates of `v x y z`; a weight or a color after them is skipped. */
  private readVertex(): void {
    const { scanner, coordinates } = this
    let isBroken = false
    for (let i = 0; i < 3; i++) {
      scanner.nextInLine()
      const value = readCoordinate(scanner)
      if (Number.isNaN(value)) isBroken = true
      coordinates.push(value)
    }
    if (isBroken) this.brokenVertices++
    requireAtMost(MAX_VERTICES, coordinates.length / 3, 'vertices')
  }

  /** Reads the corners of `f v/vt/vn ...`. Some exporters write faces of two corners, which have no area. */
  private readFace(): void {
    const { scanner, face, triangles } = this
    face.length = 0
    while (scanner.nextInLine()) {
      face.push(this.readIndex())
      requireAtMost(MAX_CORNERS, face.length, 'corners in one face')
    }
    if (face.length < 3) {
      this.shortFaces++
      if (face.length === 0) this.fault ??= scanner.fault('a face of at least 3 corners')
      return
    }
    if (face.length > 3) this.polygons.push({ firstTriangle: triangles.length / 3, corners: face.length })
    for (let i = 2; i < face.length; i++) {
      triangles.push(face[0])
      triangles.push(face[i - 1])
      triangles.push(face[i])
    }
    requireAtMost(MAX_TRIANGLES, triangles.length / 3, 'triangles')
  }

  /** The vertex that the current word names, from 0; a negative number counts back from the latest vertex. */
  private readIndex(): number {
    const { scanner } = this
    const { bytes, start, end } = scanner
    const isNegative = bytes[start] === MINUS
    let at = isNegative || bytes[start] === PLUS ? start + 1 : start
    const firstDigit = at
    let index = 0
    for (; at < end && bytes[at] !== SLASH; at++) {
      const digit = bytes[at] - 48
      if (digit < 0 || digit > 9) throw scanner.fault('the number of a vertex')
      index = index * 10 + digit
    }
    if (at === firstDigit) throw scanner.fault('the number of a vertex')
    const vertices = this.coordinates.length / 3
    if (index < 1 || (isNegative && index > vertices))
      throw outOfRange(scanner.place(), isNegative ? -index : index, vertices)
    if (!isNegative && index > vertices && index > this.missing.index) this.missing = { index, offset: start }
    return isNegative ? vertices - index : index - 1
  }

  private corners(): Float64Array {
    const triangles = this.triangles.values()
    const coordinates = this.coordinates.values()
    const { missing } = this
    if (triangles.length === 0) throw this.fault ?? new ShapekinError('mesh.empty')
    if (3 * missing.index > coordinates.length)
      throw outOfRange(this.scanner.place(missing.offset), missing.index, coordinates.length / 3)
    const corners = new Float64Array(3 * triangles.length)
    for (let i = 0; i < triangles.length; i++)
      for (let axis = 0; axis < 3; axis++) corners[3 * i + axis] = coordinates[3 * triangles[i] + axis]
    if (this.brokenVertices > 0) this.requireFinite(corners)
    return corners
  }

  private requireFinite(corners: Float64Array): void {
    const broken = corners.findIndex(Number.isNaN)
    if (broken < 0) return
    const vertex = this.triangles.values()[Math.floor(broken / 3)]
    throw new ShapekinError('mesh.nonFinite', { place: placeOfVertex(this.text, vertex) })
  }
}

function requireAtMost(limit: number, count: number, what: string): void {
  if (count > limit) throw new ShapekinError('mesh.tooLarge', { count, what, limit })
}

const outOfRange = (place: string, index: number, vertices: number) =>
  new ShapekinError('mesh.indexRange', { place, index, vertices })

/**
 * Place of a vertex (from 0) in the file, for an error. It reads the text a second time, only when something is
 * wrong.
 */
function placeOfVertex(text: Uint8Array, vertex: number): string {
  const scanner = new WordScanner(text)
  let left = vertex
  do if (scanner.nextInLine() && scanner.is('v') && left-- === 0) break
  while (scanner.endLine())
  return scanner.place()
}
