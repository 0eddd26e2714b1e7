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

/** A closed tube of square section around a closed way through corners in the plane z = 0, corner by corner. */
export function tube(way: readonly (readonly [number, number])[], halfWidth: number): Mesh {
  const count = way.length
  const positions = way.flatMap(([x, y], k) => {
    const [before, after] = [way[(k + count - 1) % count], way[(k + 1) % count]]
    const [inX, inY, outX, outY] = [x - before[0], y - before[1], after[0] - x, after[1] - y]
    const [inLength, outLength] = [Math.hypot(inX, inY), Math.hypot(outX, outY)]
    // Miter: as far to the side of the way that comes as of the one that goes.
    const [sideX, sideY] = [-inY / inLength - outY / outLength, inX / inLength + outX / outLength]
    const scale = (2 * halfWidth) / (sideX * sideX + sideY * sideY)
    return [-1, 1].flatMap((side) =>
      [-side, side].flatMap((up) => [x + side * scale * sideX, y + side * scale * sideY, up * halfWidth]),
    )
  })
  const triangles = way.flatMap((_, k) =>
    [0, 1, 2, 3].flatMap((corner) => {
      const [a, b] = [4 * k + corner, 4 * k + ((corner + 1) % 4)]
      const [c, d] = [4 * ((k + 1) % count) + corner, 4 * ((k + 1) % count) + ((corner + 1) % 4)]
      return [a, b, c, b, d, c]
    }),
  )
  return { positions: Float32Array.from(positions), triangles: Uint32Array.from(triangles) }
}

/** A ring of `sides` straight pieces. */
export const ring = (sides: number, halfWidth = 0.3): Mesh =>
  tube(
    Array.from({ length: sides }, (_, k) => {
      const turn = (2 * Math.PI * k) / sides
      return [Math.cos(turn), Math.sin(turn)] as const
    }),
    halfWidth,
  )

/** A prism over a polygon that crosses itself: around its two parts it winds in opposite directions. */
export function bowTie(): Mesh {
  const polygon = [
    [-1, -1],
    [1, 1],
    [1, -1],
    [-0.4, 0.4],
  ]
  const positions = [-0.5, 0.5].flatMap((z) => polygon.flatMap(([x, y]) => [x, y, z]))
  const sides = [0, 1, 2, 3].flatMap((k) => {
    const next = (k + 1) % 4
    return [k, next, k + 4, next, next + 4, k + 4]
  })
  const ends = [0, 2, 1, 0, 3, 2, 4, 5, 6, 4, 6, 7]
  return { positions: Float32Array.from(positions), triangles: Uint32Array.from([...sides, ...ends]) }
}
