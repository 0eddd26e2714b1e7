import type { Mesh } from '../../server/mesh/mesh.js'

type Matrix3 = readonly (readonly [number, number, number])[]

/** The mesh with every vertex mapped: matrix times vertex plus shift. */
export function mapMesh({ positions, triangles }: Mesh, matrix: Matrix3, shift = [0, 0, 0]): Mesh {
  const mapped = positions.map((_, i) => {
    const vertex = i - (i % 3)
    const [a, b, c] = matrix[i % 3]
    return a * positions[vertex] + b * positions[vertex + 1] + c * positions[vertex + 2] + shift[i % 3]
  })
  return { positions: mapped, triangles }
}

export const scaling = (x: number, y = x, z = x): Matrix3 => [
  [x, 0, 0],
  [0, y, 0],
  [0, 0, z],
]

/** A turn by `angle` around a unit axis (Rodrigues). */
export function turning([x, y, z]: readonly [number, number, number], angle: number): Matrix3 {
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  const d = 1 - c
  return [
    [c + x * x * d, x * y * d - z * s, x * z * d + y * s],
    [y * x * d + z * s, c + y * y * d, y * z * d - x * s],
    [z * x * d - y * s, z * y * d + x * s, c + z * z * d],
  ]
}

/** Every triangle cut into four at the middles of its sides; the surface stays the same. */
export function subdivide({ positions, triangles }: Mesh): Mesh {
  const points = [...positions]
  const cut: number[] = []
  const middle = (a: number, b: number): number => {
    for (let k = 0; k < 3; k++) points.push((points[3 * a + k] + points[3 * b + k]) / 2)
    return points.length / 3 - 1
  }
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = triangles.subarray(t, t + 3)
    const [ab, bc, ca] = [middle(a, b), middle(b, c), middle(c, a)]
    cut.push(a, ab, ca, ab, b, bc, ca, bc, c, ab, bc, ca)
  }
  return { positions: Float32Array.from(points), triangles: Uint32Array.from(cut) }
}

/** Triangles in reverse order, each turned over. */
export const turnOver = ({ positions, triangles }: Mesh): Mesh => ({
  positions,
  triangles: triangles.toReversed(),
})

/** Meshes as parts of one. */
export const joined = (...meshes: Mesh[]): Mesh => ({
  positions: Float32Array.from(meshes.flatMap(({ positions }) => [...positions])),
  triangles: Uint32Array.from(
    meshes.flatMap(({ triangles }, k) => {
      const before = meshes.slice(0, k).reduce((sum, { positions }) => sum + positions.length / 3, 0)
      return [...triangles].map((vertex) => vertex + before)
    }),
  ),
})
