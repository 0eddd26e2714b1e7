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
  const asFarAs = (landmark: Vector) => {
    const wanted = length(landmark)
    return to.filter((place) => Math.abs(length(place) - wanted) <= SAME_PLACE)
  }
  const seconds = asFarAs(second)
  return some(asFarAs(first))
    .flatMap((q) =>
      some(seconds.filter((place) => Math.abs(dot(q, place) - along) <= SAME_PLACE)).map((r) =>
        frameOf(q, r, mirrored),
      ),
    )
    .map((target) => multiply(transpose(target), frame))
}

/** Vertices seen from the center, in radii. */
function centered({ points, frame: { center, radius } }: AlignedMesh): Vector[] {
  const seen = (i: number, axis: number) => (points[3 * i + axis] - center[axis]) / radius
  return Array.from({ length: points.length / 3 }, (_, i) => [seen(i, 0), seen(i, 1), seen(i, 2)])
}

/** At most MOST_PLACES of them, evenly chosen. */
function some(places: readonly Vector[]): Vector[] {
  const step = Math.max(1, places.length / MOST_PLACES)
  return Array.from({ length: Math.min(places.length, MOST_PLACES) }, (_, i) => places[Math.floor(i * step)])
}

function farthest(places: readonly Vector[], farOf: (place: Vector) => number): Vector {
  const far = places.map(farOf)
  return places[far.indexOf(far.reduce((most, each) => Math.max(most, each)))]
}

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

const length = ([x, y, z]: Vector): number => Math.hypot(x, y, z)
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
