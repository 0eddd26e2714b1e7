import type { AlignedMesh } from './alignedMesh.js'
import { multiply, transpose } from './matrix3.js'

/** Vertices of the second mesh that are tried for each of the two chosen vertices of the first. */
const MOST_PLACES = 10
/** As a share of the radius: two places nearer than this count as the same. */
const SAME_PLACE = 0.02

type Vector = readonly [number, number, number]

/**
 * Turns that lay two landmarks of one mesh on vertices of another that are placed alike. The landmarks are the vertex
 * farthest from the center, and the vertex farthest from the line through both. They serve meshes as round as a cube,
 * whose principal axes are undetermined.
 *
 * @returns (9) each, from the first mesh to the second; where there are many such places, only some of them
 */
export function landmarkTurns(a: AlignedMesh, b: AlignedMesh, mirrored: boolean): Float64Array[] {
  const from = centered(a)
  const to = centered(b)
  const first = farthest(from, length)
  const second = farthest(from, (place) => length(cross(first, place)))
  const frame = frameOf(first, second, false)
  const along = dot(first, second)
  return places(to, (place) => Math.abs(length(place) - length(first)))
    .flatMap((q) =>
      places(to, (place) => Math.max(Math.abs(length(place) - length(second)), Math.abs(dot(q, place) - along))).map(
        (r) => frameOf(q, r, mirrored),
      ),
    )
    .map((target) => multiply(transpose(target), frame))
}

/** Vertices seen from the center, in radii. */
function centered({ points, frame: { center, radius } }: AlignedMesh): Vector[] {
  return Array.from({ length: points.length / 3 }, (_, i) => {
    const [x, y, z] = [0, 1, 2].map((axis) => (points[3 * i + axis] - center[axis]) / radius)
    return [x, y, z]
  })
}

function places(all: readonly Vector[], offOf: (place: Vector) => number): Vector[] {
  const fitting = all.filter((place) => offOf(place) <= SAME_PLACE)
  const step = Math.max(1, fitting.length / MOST_PLACES)
  return Array.from({ length: Math.min(fitting.length, MOST_PLACES) }, (_, i) => fitting[Math.floor(i * step)])
}

const farthest = (places: readonly Vector[], far: (place: Vector) => number): Vector =>
  places.reduce((best, place) => (far(place) > far(best) ? place : best))

/**
 * (9) unit rows: along the first vector, across it towards the second, and at right angles to both; the last is
 * reversed where it mirrors.
 */
function frameOf(first: Vector, second: Vector, mirrored: boolean): Float64Array {
  const x = unit(first)
  const z = unit(cross(first, second))
  const y = cross(z, x)
  const hand = mirrored ? -1 : 1
  return Float64Array.from([...x, ...y, ...z.map((part) => hand * part)])
}

const length = (v: Vector): number => Math.hypot(...v)
const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
const unit = (v: Vector): Vector => {
  const size = length(v) || 1
  return [v[0] / size, v[1] / size, v[2] / size]
}
