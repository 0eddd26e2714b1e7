import { TriangleBvh } from '../rays/triangleBvh.js'
import type { FlatSheet } from './flattenSheet.js'

/** In widths: the distance from an edge, to either side, at which the surface is looked for. */
const BESIDE = 2e-4
/** In widths: edges are cut into pieces of this length, or longer ones where there would be more than MOST_PIECES. */
const PIECE = 0.1
const MOST_PIECES = 50_000

/** The count of looseEdges for an edge with one triangle on each side. */
const TWO_SIDES = 8

type Piece = readonly [ax: number, ay: number, bx: number, by: number]

/**
 * The outline of a sheet: the pieces of its edges that have surface on one side only. Triangles may share corners or
 * not, may overlap, and may meet in the middle of an edge.
 */
export function outlinePieces(sheet: FlatSheet): Piece[] {
  const { vertices, triangles } = sheet
  const edges = looseEdges(sheet)
  const step = Math.max(PIECE, edges.reduce((sum, edge) => sum + lengthOf(edge), 0) / MOST_PIECES)
  const corners = Float32Array.from(
    { length: 3 * triangles.length },
    (_, i) => vertices[3 * triangles[Math.floor(i / 3)] + (i % 3)],
  )
  const bvh = new TriangleBvh(corners)
  const isSurface = (x: number, y: number): boolean => bvh.castRay(x, y, -1, 0, 0, 1, true) < Infinity
  return edges.flatMap((edge) => {
    const [ax, ay, bx, by] = edge
    const length = lengthOf(edge)
    const count = Math.max(1, Math.ceil(length / step))
    const [sx, sy] = [((by - ay) * BESIDE) / length, ((ax - bx) * BESIDE) / length]
    const at = (s: number) => [ax + (bx - ax) * s, ay + (by - ay) * s] as const
    const pieces: Piece[] = []
    for (let i = 0; i < count; i++) {
      const [x, y] = at((i + 0.5) / count)
      if (isSurface(x + sx, y + sy) !== isSurface(x - sx, y - sy))
        pieces.push([...at(i / count), ...at((i + 1) / count)])
    }
    return pieces
  })
}

const lengthOf = ([ax, ay, bx, by]: Piece): number => Math.sqrt((bx - ax) ** 2 + (by - ay) ** 2)

/** The edges that are not between exactly two triangles, one on each side; each edge once. */
function looseEdges({ vertices, triangles }: FlatSheet): Piece[] {
  const x = (vertex: number) => vertices[3 * vertex]
  const y = (vertex: number) => vertices[3 * vertex + 1]
  /**
   * For each edge a < b, with the key a V + b: the sum over its triangles of 4, plus 1 where the triangle lies to the
   * left, minus 1 where it lies to the right.
   */
  const uses = new Map<number, number>()
  const count = vertices.length / 3
  for (let t = 0; t < triangles.length; t += 3)
    for (let i = 0; i < 3; i++) {
      const [p, q, third] = [triangles[t + i], triangles[t + ((i + 1) % 3)], triangles[t + ((i + 2) % 3)]]
      const [a, b] = p < q ? [p, q] : [q, p]
      const side = (x(b) - x(a)) * (y(third) - y(a)) - (y(b) - y(a)) * (x(third) - x(a))
      const edge = a * count + b
      uses.set(edge, (uses.get(edge) ?? 0) + 4 + Math.sign(side))
    }
  return [...uses].flatMap(([edge, use]) => {
    const [a, b] = [Math.floor(edge / count), edge % count]
    return use === TWO_SIDES ? [] : [[x(a), y(a), x(b), y(b)] as const]
  })
}
