import { ShapekinError } from '../../shared/errors.js'
import { hasExtent } from './hasExtent.js'
import { isFlat } from './isFlat.js'
import { MAX_TRIANGLES } from './limits.js'
import type { Mesh } from './mesh.js'
import { repairsOf, type Repair } from './repairs.js'

declare const isChecked: unique symbol

/**
 * A mesh that all later code can work on: it is finite, every index is in range, every triangle has area, and every
 * vertex is used by a triangle. Where no triangle has area, all triangles are kept.
 */
export interface CheckedMesh extends Mesh {
  readonly [isChecked]: true
  /** What the reader repaired, and what checkMesh left out. */
  readonly repairs: readonly Repair[]
}

/**
 * The one place where a mesh becomes a CheckedMesh. Triangles without area are left out, with the vertices that only
 * they use: programs pad files with such triangles, often at the origin, and they would move every box, ball and
 * center. Open, flat and self-intersecting meshes pass.
 *
 * @param mesh not changed; the result shares its arrays where nothing is left out
 * @throws `mesh.empty`, `mesh.tooLarge`, `mesh.nonFinite`, `mesh.indexRange`, `mesh.noExtent`
 */
export function checkMesh(mesh: Mesh): CheckedMesh {
  const { positions, triangles, repairs = [] } = mesh
  const vertices = Math.floor(positions.length / 3)
  const count = Math.floor(triangles.length / 3)
  if (count === 0 || vertices === 0) throw new ShapekinError('mesh.empty')
  if (count > MAX_TRIANGLES)
    throw new ShapekinError('mesh.tooLarge', { count, what: 'triangles', limit: MAX_TRIANGLES })
  requireInRange(triangles, vertices)
  requireFinite(positions, triangles)
  const full = triangles.filter((_, i) => !isFlatTriangle(positions, triangles, i - (i % 3)))
  const flat = count - full.length / 3
  const kept = full.length > 0 ? full : triangles
  const compact = compactVertices(positions, kept)
  if (full.length === 0 && !hasExtent(compact.positions)) throw new ShapekinError('mesh.noExtent')
  const checked = { ...compact, repairs: [...repairs, ...repairsOf({ flatTriangles: full.length > 0 ? flat : 0 })] }
  return checked as unknown as CheckedMesh
}

const isFlatTriangle = (positions: Float32Array, triangles: Uint32Array, t: number): boolean =>
  isFlat(positions, 3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2])

function requireInRange(triangles: Uint32Array, vertices: number): void {
  const outside = triangles.findIndex((index) => index >= vertices)
  if (outside < 0) return
  const place = `Triangle ${Math.floor(outside / 3)}`
  throw new ShapekinError('mesh.indexRange', { place, index: triangles[outside], vertices })
}

/** Checks the vertices that triangles use; others may be anything. */
function requireFinite(positions: Float32Array, triangles: Uint32Array): void {
  const isBroken = (vertex: number): boolean =>
    !Number.isFinite(positions[3 * vertex] + positions[3 * vertex + 1] + positions[3 * vertex + 2])
  const broken = triangles.find(isBroken)
  if (broken !== undefined) throw new ShapekinError('mesh.nonFinite', { place: `Vertex ${broken}` })
}

/** The vertices that triangles use, in their order. */
function compactVertices(positions: Float32Array, triangles: Uint32Array) {
  const isUsed = new Uint8Array(positions.length / 3)
  for (const vertex of triangles) isUsed[vertex] = 1
  if (!isUsed.includes(0)) return { positions, triangles }
  const newIndex = new Uint32Array(isUsed.length)
  let count = 0
  isUsed.forEach((used, vertex) => {
    newIndex[vertex] = count
    count += used
  })
  return {
    positions: positions.filter((_, i) => isUsed[Math.floor(i / 3)] === 1),
    triangles: triangles.map((vertex) => newIndex[vertex]),
  }
}
