import type { Mesh } from '../../server/mesh/mesh.js'

/** Axis-aligned cube from -1 to 1, 12 triangles. */
export function cube(): Mesh {
  const positions = Float32Array.from({ length: 24 }, (_, i) => (((i / 3) >> (i % 3)) & 1 ? 1 : -1))
  const faces = [0, 2, 3, 1, 4, 5, 7, 6, 0, 1, 5, 4, 2, 6, 7, 3, 0, 4, 6, 2, 1, 3, 7, 5]
  const triangles: number[] = []
  for (let f = 0; f < 24; f += 4) {
    const [a, b, c, d] = faces.slice(f, f + 4)
    triangles.push(a, b, c, a, c, d)
  }
  return { positions, triangles: Uint32Array.from(triangles) }
}

/** A closed sphere of rings and segments, about `triangleCount` triangles, with smooth bumps of relative height `bump`. */
export function bumpySphere(triangleCount: number, bump = 0.2): Mesh {
  const rings = Math.max(2, Math.round(Math.sqrt(triangleCount / 4)) + 1)
  const segments = 2 * (rings - 1)
  const positions: number[] = []
  const put = (polar: number, turn: number): void => {
    const radius = 1 + bump * Math.sin(5 * polar) * Math.cos(3 * turn)
    const ring = radius * Math.sin(polar)
    positions.push(ring * Math.cos(turn), ring * Math.sin(turn), radius * Math.cos(polar))
  }
  put(0, 0)
  for (let r = 1; r < rings; r++)
    for (let s = 0; s < segments; s++) put((Math.PI * r) / rings, (2 * Math.PI * s) / segments)
  put(Math.PI, 0)
  const at = (r: number, s: number): number => 1 + (r - 1) * segments + (s % segments)
  const last = positions.length / 3 - 1
  const triangles: number[] = []
  for (let s = 0; s < segments; s++) {
    triangles.push(0, at(1, s), at(1, s + 1))
    for (let r = 1; r < rings - 1; r++) {
      triangles.push(at(r, s), at(r + 1, s), at(r + 1, s + 1), at(r, s), at(r + 1, s + 1), at(r, s + 1))
    }
    triangles.push(at(rings - 1, s), last, at(rings - 1, s + 1))
  }
  return { positions: Float32Array.from(positions), triangles: Uint32Array.from(triangles) }
}
