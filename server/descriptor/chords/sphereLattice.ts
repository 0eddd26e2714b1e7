/** Radius of the sphere that carries the lattice, in radii of the mesh's bounding sphere. */
export const OUTER_RADIUS = 1.05

/** A chord of the unit sphere whose half length is not above this misses the mesh's bounding sphere and is not used. */
export const SHORTEST_HALF_CHORD = Math.sqrt(1 - 1 / OUTER_RADIUS ** 2)

/** Pi over the golden ratio. The study used this step, not the usual golden angle, 137.508 degrees. */
const TURN_PER_POINT = (Math.PI * (Math.sqrt(5) - 1)) / 2

/**
 * Points spread evenly over the unit sphere, from the pole z = 1 down to z = -1.
 *
 * @returns (3 * count) x y z by point
 */
export function sphereLattice(count: number): Float64Array {
  const points = new Float64Array(3 * count)
  for (let i = 0; i < count; i++) {
    const z = 1 - (2 * i + 1) / count
    const ring = Math.sqrt(1 - z * z)
    points[3 * i] = ring * Math.cos(i * TURN_PER_POINT)
    points[3 * i + 1] = ring * Math.sin(i * TURN_PER_POINT)
    points[3 * i + 2] = z
  }
  return points
}

/**
 * The half turn that swaps the lattice's points i and count - 1 - i: (x, y, z) becomes (cosine * x + sine * y, sine *
 * x - cosine * y, -z).
 */
export function turnOfLattice(count: number): { readonly cosine: number; readonly sine: number } {
  const angle = (count - 1) * TURN_PER_POINT
  return { cosine: Math.cos(angle), sine: Math.sin(angle) }
}
