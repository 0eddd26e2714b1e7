import type { ErrorCode } from '../../shared/errorTable.js'
import type { Solid } from '../support/polygonFiles.js'

/** A row of docs/formats.md: what a format may hold, a file that holds it, and who else reads that file. */
export type FormatRow = ReadRow | RefusedRow

interface RowFile {
  /** As FORMATS has it. */
  readonly format: string
  /** Unique in its format. */
  readonly feature: string
  readonly name: string
  readonly bytes: Buffer
  /** Beside the file. */
  readonly files?: Readonly<Record<string, Buffer>>
}

export interface ReadRow extends RowFile {
  /** The oldest Blender whose own importer reads it; none = no Blender does. */
  readonly blender?: string
  /** What it was written from. */
  readonly written?: Written
  /** Share of its size that the file rounds numbers by; default that of float32. */
  readonly rounding?: number
}

export interface Written {
  /** In the words of the table. */
  readonly from: 'its polygons' | 'its mesh'
  readonly surface: Surface
}

export interface RefusedRow extends RowFile {
  readonly refused: ErrorCode
}

export const isRefused = (row: FormatRow): row is RefusedRow => 'refused' in row

/** What readers are compared by; the box is the least and the largest coordinate of each axis. */
export interface Surface {
  readonly triangles: number
  readonly area: number
  readonly box: readonly number[]
}

/** The surface of polygons by their borders (Newell), which is exact for flat ones of any outline. */
export function surfaceOfSolid({ vertices, faces }: Solid): Surface {
  const area = faces.reduce((sum, face) => {
    const normal = [0, 0, 0]
    face.forEach((corner, i) => {
      const [a, b] = [vertices[corner], vertices[face[(i + 1) % face.length]]]
      for (const k of [0, 1, 2]) {
        const [p, q] = [(k + 1) % 3, (k + 2) % 3]
        normal[k] += a[p] * b[q] - a[q] * b[p]
      }
    })
    return sum + Math.hypot(...normal) / 2
  }, 0)
  const triangles = faces.reduce((sum, { length }) => sum + length - 2, 0)
  const extremes = (pick: (...values: number[]) => number) =>
    [0, 1, 2].map((axis) => pick(...vertices.map((vertex) => vertex[axis])))
  return { triangles, area, box: [...extremes(Math.min), ...extremes(Math.max)] }
}

export const fromPolygons = (solid: Solid): Written => ({ from: 'its polygons', surface: surfaceOfSolid(solid) })

type Point = readonly [x: number, y: number, z: number]

/** Leans and stretches, so that no two axes, sides or directions can be mistaken for each other. */
const lean = ([x, y, z]: Point): number[] => [1.5 * x + 0.25 * z + 4, 0.75 * y - 0.5 * z - 1, 1.25 * z + 0.125]

/** A prism over an outline, counter-clockwise: two caps and a quad for each side. */
function prismOver(outline: readonly (readonly [number, number])[]): Solid {
  const count = outline.length
  const ring = outline.map((_, i) => i)
  return {
    vertices: [0, 1].flatMap((z) => outline.map(([x, y]) => lean([x, y, z]))),
    faces: [
      ring.toReversed(),
      ring.map((i) => i + count),
      ...ring.map((i) => [i, (i + 1) % count, ((i + 1) % count) + count, i + count]),
    ],
  }
}

/** Of convex pentagons and quads, which any reader cuts right. */
export const BLOCK = prismOver([
  [0, 0],
  [2, 0],
  [3, 1],
  [1, 2],
  [-0.5, 1],
])

/** Its caps are concave: cut as a fan from their first corner they have too much area. */
export const NOTCH = prismOver([
  [0, 0],
  [3, 0],
  [3, 3],
  [2, 0.5],
  [0, 3],
])

/** A solid of convex polygons in triangles. */
export const inTriangles = ({ vertices, faces }: Solid): Solid => ({
  vertices,
  faces: faces.flatMap((face) => face.slice(2).map((corner, i) => [face[0], face[i + 1], corner])),
})
