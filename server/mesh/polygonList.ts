import { ShapekinError } from '../../shared/errors.js'
import { cutConcave, type Polygon } from './cutConcave.js'
import { MAX_CORNERS, MAX_TRIANGLES } from './limits.js'
import type { Mesh } from './mesh.js'
import { meshOfCorners } from './meshOfCorners.js'
import { NumberList } from './numberList.js'
import { repairsOf, type RepairKind } from './repairs.js'
import { roundAroundCenter } from './roundAroundCenter.js'

/** Collects polygons over vertices that are given by number, as in PLY and OFF files. */
export class PolygonList {
  /** Corners of the current polygon. */
  readonly face: number[] = []
  private readonly polygons: Polygon[] = []
  /** Vertex numbers of the triangles, three each: a fan around each polygon's first corner. */
  private readonly triangles = new NumberList()
  private shortFaces = 0

  constructor(private readonly vertices: number) {}

  /**
   * Adds a corner to the current polygon.
   * @throws `mesh.indexRange`, `mesh.tooLarge`
   */
  corner(index: number, place: () => string): void {
    if (!(Number.isInteger(index) && index >= 0 && index < this.vertices))
      throw new ShapekinError('mesh.indexRange', { place: place(), index, vertices: this.vertices })
    this.face.push(index)
    requireAtMost(MAX_CORNERS, this.face.length, 'corners in one face')
  }

  /** Ends the current polygon. @throws `mesh.tooLarge` */
  close(): void {
    const { face, triangles } = this
    if (face.length < 3) this.shortFaces++
    if (face.length > 3) this.polygons.push({ firstTriangle: triangles.length / 3, corners: face.length })
    for (let i = 2; i < face.length; i++) {
      triangles.push(face[0])
      triangles.push(face[i - 1])
      triangles.push(face[i])
    }
    face.length = 0
    requireAtMost(MAX_TRIANGLES, triangles.length / 3, 'triangles')
  }

  /**
   * Makes the mesh.
   * @param coordinates (3V) NaN where a file has no finite number
   * @throws `mesh.onlyPoints`, `mesh.empty`, `mesh.nonFinite`, `mesh.tooConcave`, `mesh.noExtent`
   */
  mesh(coordinates: Float64Array, repairs: Partial<Record<RepairKind, number>>): Mesh {
    const triangles = this.triangles.values()
    if (triangles.length === 0)
      throw this.vertices > 0
        ? new ShapekinError('mesh.onlyPoints', { points: this.vertices })
        : new ShapekinError('mesh.empty')
    const corners = new Float64Array(3 * triangles.length)
    for (let i = 0; i < triangles.length; i++) {
      if (isBroken(coordinates, 3 * triangles[i]))
        throw new ShapekinError('mesh.nonFinite', { place: `Vertex ${triangles[i]}` })
      for (let axis = 0; axis < 3; axis++) corners[3 * i + axis] = coordinates[3 * triangles[i] + axis]
    }
    const { positions, crossing } = cutConcave(roundAroundCenter(corners), this.polygons)
    const { shortFaces } = this
    return meshOfCorners(
      positions,
      repairsOf({
        ...repairs,
        shortFaces,
        crossingOutlines: crossing,
        unusedVertices: brokenVertices(coordinates),
      }),
    )
  }
}

function brokenVertices(coordinates: Float64Array): number {
  let broken = 0
  for (let i = 0; i < coordinates.length; i += 3) if (isBroken(coordinates, i)) broken++
  return broken
}

/** Whether one of three coordinates does not fit in single precision. */
const isBroken = (coordinates: Float64Array, at: number): boolean =>
  !Number.isFinite(Math.fround(coordinates[at]) + Math.fround(coordinates[at + 1]) + Math.fround(coordinates[at + 2]))

export function requireAtMost(limit: number, count: number, what: string): void {
  if (count > limit) throw new ShapekinError('mesh.tooLarge', { count, what, limit })
}
