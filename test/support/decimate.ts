import { MeshoptSimplifier } from 'meshoptimizer'
import { weldVertices } from '../../server/descriptor/chords/weldVertices.js'
import type { Mesh } from '../../server/mesh/mesh.js'

/** Four triangles: less encloses nothing. */
const FEWEST_CORNERS = 12

await MeshoptSimplifier.ready

/** The mesh with about that share of its triangles, by meshoptimizer's edge collapse with quadric errors, whatever it costs. */
export function decimate(mesh: Mesh, share: number): Mesh {
  const { vertices, triangles } = weldVertices(mesh)
  const positions = Float32Array.from(vertices)
  const corners = Math.max(FEWEST_CORNERS, 3 * Math.floor((triangles.length / 3) * share))
  if (corners >= triangles.length) return { positions, triangles }
  const [kept] = MeshoptSimplifier.simplify(triangles, positions, 3, corners, 1)
  return { positions, triangles: Uint32Array.from(kept) }
}
