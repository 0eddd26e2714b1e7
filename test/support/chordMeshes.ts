import { sphereLattice } from '../../server/descriptor/chords/sphereLattice.js'
import type { NormalizedMesh } from '../../server/descriptor/chords/normalizeMesh.js'
import type { Mesh } from '../../server/mesh/mesh.js'
import type { Random } from '../../shared/random.js'
import { joined, mapMesh, scaling, turning, turnOver } from './changeMesh.js'
import { dot, minus, vectorAt, type Vector } from './hitsOf.js'
import { bowTie, bumpySphere, cube, ring, tube } from './meshes.js'

/**
 * A tetrahedron with corners on two chords of the lattice, as well as doubles can say: two edges run along them, and the
 * lattice points at their ends lie in the planes of its faces.
 */
export function onChords(random: Random, points: number): NormalizedMesh {
  const lattice = sphereLattice(points)
  const corners: Vector[] = []
  while (corners.length < 4) {
    const [from, to] = [vectorAt(lattice, random.below(points)), vectorAt(lattice, random.below(points))]
    // Long, and not nearly in one plane with the first.
    if (dot(minus(to, from), minus(to, from)) < 2 || (corners.length > 0 && distance(corners, from, to) < 0.1)) continue
    for (const way of [random.decimal(0.2, 0.4), random.decimal(0.6, 0.8)]) corners.push(between(from, to, way))
  }
  return { vertices: Float64Array.from(corners.flat()), triangles: Uint32Array.of(0, 1, 2, 0, 3, 1, 1, 3, 2, 2, 3, 0) }
}

const between = (a: Vector, b: Vector, way: number): Vector => [
  a[0] * (1 - way) + b[0] * way,
  a[1] * (1 - way) + b[1] * way,
  a[2] * (1 - way) + b[2] * way,
]

/** Of the line between two points from the one between two corners. */
function distance([a, b]: Vector[], from: Vector, to: Vector): number {
  const [[ux, uy, uz], [vx, vy, vz]] = [minus(b, a), minus(to, from)]
  const across: Vector = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]
  return Math.abs(dot(across, minus(from, a))) / Math.sqrt(dot(across, across))
}

/** A prism over a regular polygon: long slivers around, fans of slivers at the ends. */
function prism(sides: number): Mesh {
  const positions = [0, 0, -1, 0, 0, 1]
  const triangles: number[] = []
  for (let k = 0; k < sides; k++) {
    const angle = (2 * Math.PI * k) / sides
    positions.push(Math.cos(angle), Math.sin(angle), -1, Math.cos(angle), Math.sin(angle), 1)
    const [low, next] = [2 + 2 * k, 2 + 2 * ((k + 1) % sides)]
    triangles.push(0, next, low, 1, low + 1, next + 1, low, next, next + 1, low, next + 1, low + 1)
  }
  return { positions: Float32Array.from(positions), triangles: Uint32Array.from(triangles) }
}

const turnedAnyhow = (mesh: Mesh, random: Random): Mesh =>
  mapMesh(mesh, turning([random.decimal(-1, 1), random.decimal(-1, 1), random.decimal(0.1, 1)], random.decimal(0, 6)))

/** Arms of a U so near that they nearly touch. */
const NOTCHED = [
  [0, 0],
  [3, 0],
  [3, 3],
  [2, 3],
  [2, 1],
  [1.599, 1],
  [1.599, 3],
  [0, 3],
] as const

/** Closed surfaces that are hard to count right. */
export const CLOSED_MESHES: Record<string, (random: Random) => Mesh> = {
  'a cube': () => cube(),
  'a cube inside out': () => turnOver(cube()),
  'a cube turned anyhow': (random) => turnedAnyhow(cube(), random),
  'a plate': (random) => turnedAnyhow(mapMesh(cube(), scaling(1, 1, 10 ** random.decimal(-5, -1))), random),
  'a needle': (random) => turnedAnyhow(mapMesh(cube(), scaling(1, 10 ** random.decimal(-4, -1), 1e-3)), random),
  'cubes that cross': (random) => joined(cube(), turnedAnyhow(cube(), random)),
  'cubes within each other, one inside out': () =>
    joined(joined(cube(), turnOver(mapMesh(cube(), scaling(0.5)))), mapMesh(cube(), scaling(0.2))),
  'cubes with a common face': () => joined(cube(), mapMesh(cube(), scaling(1, 0.5, 0.5), [2, 0, 0])),
  'a cube twice, nearly': (random) => joined(cube(), mapMesh(cube(), scaling(1 - 10 ** random.decimal(-7, -3)))),
  'cubes far apart': () => joined(cube(), mapMesh(cube(), scaling(0.01), [30, 10, 3])),
  'a prism of slivers': () => prism(120),
  'a ring': (random) => turnedAnyhow(ring(30), random),
  'linked rings, one inside out': (random) =>
    joined(ring(9, 0.2), turnOver(mapMesh(turnedAnyhow(ring(12, 0.2), random), scaling(1), [0.9, 0, 0]))),
  'a deep notch': (random) => turnedAnyhow(tube(NOTCHED, 0.2), random),
  'a bumpy sphere': (random) => turnedAnyhow(bumpySphere(1000), random),
  'a smooth ball that nearly fills the sphere of the lattice': () => bumpySphere(2000, 0),
}

/** Triangles anywhere, of the given size and thickness. */
function loose(random: Random, count: number, size: number, thickness: number): Mesh {
  const positions = Array.from({ length: count }, () => {
    const [x, y, z] = [random.decimal(-1, 1), random.decimal(-1, 1), random.decimal(-1, 1)]
    const corner = (scale: number) => [x, y, z].map((at) => at + scale * random.decimal(-1, 1))
    return [corner(size), corner(size), corner(thickness)]
  }).flat(2)
  return { positions: Float32Array.from(positions), triangles: Uint32Array.from({ length: 3 * count }, (_, k) => k) }
}

/** The first triangles of a mesh. */
export const firstOf = (mesh: Mesh, share: number): Mesh => ({
  ...mesh,
  triangles: mesh.triangles.slice(0, 3 * Math.floor((share * mesh.triangles.length) / 3)),
})

/** Meshes of any kind that are hard to count right. */
export const ANY_MESHES: Record<string, (random: Random) => Mesh> = {
  'a cube': () => cube(),
  'a cube with a hole': (random) => turnedAnyhow(firstOf(cube(), 0.9), random),
  'a cube, each triangle twice': () => joined(cube(), cube()),
  'a cube and one inside out that cross': (random) => joined(cube(), turnOver(turnedAnyhow(cube(), random))),
  'cubes with a common face': () => joined(cube(), mapMesh(cube(), scaling(1), [2, 0, 0])),
  'a plate without thickness': (random) => turnedAnyhow(mapMesh(cube(), scaling(1, 1, 0)), random),
  'a bow tie': () => bowTie(),
  'half a ball': (random) => turnedAnyhow(firstOf(bumpySphere(1000), 0.5), random),
  'a ring without its last pieces': (random) => turnedAnyhow(firstOf(ring(30), 0.8), random),
  'loose triangles': (random) => loose(random, 200, 0.4, 0.4),
  'loose slivers': (random) => loose(random, 200, 0.5, 1e-4),
  crumbs: (random) => loose(random, 500, 0.01, 0.01),
}
