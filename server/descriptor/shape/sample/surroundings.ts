import type { SurfaceSample } from './surfaceSample.js'
import { RAY, withRayCaster } from '../rays/rayCaster.js'

/** What is around points of a surface, as seen from there. */
export interface Surroundings {
  /** Share of all directions in which a ray meets nothing, 0 ... 1: ½ in the open, 0 inside and deep in folds. */
  readonly openness: Float64Array
  /**
   * Way along the normal to the next surface, on the nearer side, in root-mean-square radii; Infinity where there is
   * none.
   */
  readonly thickness: Float64Array
}

/**
 * Largest openness of the histograms. Only points of open sheets exceed it, which see a little of both of their
 * sides.
 */
export const MOST_OPEN = 0.6
/** Largest thickness of the histograms, in root-mean-square radii; nearly nothing is thicker. */
export const WIDEST_GAP = 4

/** Points from which rays are cast: the first half of the sample. */
const VIEWPOINTS = 2048

/** Points whose rays are cast together: enough to make up for the call, few enough to stay in the cache. */
const AT_A_TIME = 32

/** Distance from the surface at which rays start, in root-mean-square radii. */
const CLEARANCE = 1e-4

/**
 * Directions relative to the normal: three bands of equal area on each side, with four azimuths in each, counted from
 * the plane of normal and centroid. They mirror into each other, so turning, mirroring and flipping faces change
 * nothing.
 */
const DIRECTIONS = [1, 3, 5].flatMap((band) =>
  [-1, 1].flatMap((side) =>
    [0, 1, 2, 3].map((quarter) => {
      const along = band / 6
      const azimuth = (band * Math.PI) / 12
      const out = Math.sqrt(1 - along * along)
      const [left, up] = [quarter & 1 ? -1 : 1, quarter & 2 ? -1 : 1]
      return [side * along, left * out * Math.cos(azimuth), up * out * Math.sin(azimuth)] as const
    }),
  ),
)
/** (3 by direction) DIRECTIONS in one array: along, aside, across. */
const PARTS = Float64Array.from(DIRECTIONS.flat())

/**
 * Casts rays from points of a surface, and measures how much of the sphere around each is free (the complement of
 * ambient occlusion), and how far away the next surface is behind or before it. A triangle stops a ray from either
 * side.
 *
 * @see Shapira, Shamir, Cohen-Or, "Consistent mesh partitioning using the shape diameter function", 2008, for thickness
 */
export function lookAround(sample: SurfaceSample): Surroundings {
  const viewpoints = Math.min(sample.count, VIEWPOINTS)
  const openness = new Float64Array(viewpoints)
  const thickness = new Float64Array(viewpoints)
  const around = new Float64Array(RAY * DIRECTIONS.length * AT_A_TIME)
  const along = new Float64Array(RAY * 2 * AT_A_TIME)
  const ways = new Float64Array(DIRECTIONS.length * AT_A_TIME)
  withRayCaster(sample.corners, (castRays) => {
    for (let first = 0; first < viewpoints; first += AT_A_TIME) {
      const count = Math.min(AT_A_TIME, viewpoints - first)
      for (let i = 0; i < count; i++) writeRays(sample, first + i, around, DIRECTIONS.length * i, along, 2 * i)
      const nearest = ways.subarray(0, 2 * count)
      castRays(along.subarray(0, RAY * 2 * count), false, nearest)
      for (let i = 0; i < count; i++) thickness[first + i] = Math.min(nearest[2 * i], nearest[2 * i + 1])
      const met = ways.subarray(0, DIRECTIONS.length * count)
      castRays(around.subarray(0, RAY * DIRECTIONS.length * count), true, met)
      for (let i = 0; i < count; i++) openness[first + i] = shareOfNone(met, DIRECTIONS.length * i)
    }
  })
  return { openness, thickness }
}

/**
 * Writes the rays of a point: those in all directions from ray number `to` on, and those both ways along the normal
 * from ray number `toAlong` on.
 */
function writeRays(
  { points, normals }: SurfaceSample,
  i: number,
  around: Float64Array,
  to: number,
  along: Float64Array,
  toAlong: number,
): void {
  const [px, py, pz] = [points[3 * i], points[3 * i + 1], points[3 * i + 2]]
  const [nx, ny, nz] = [normals[3 * i], normals[3 * i + 1], normals[3 * i + 2]]
  writeRay(along, RAY * toAlong, px, py, pz, nx, ny, nz)
  writeRay(along, RAY * (toAlong + 1), px, py, pz, -nx, -ny, -nz)
  const [ax, ay, az] = sideways(nx, ny, nz, px, py, pz)
  const bx = ny * az - nz * ay
  const by = nz * ax - nx * az
  const bz = nx * ay - ny * ax
  for (let k = 0, at = RAY * to; k < PARTS.length; k += 3, at += RAY) {
    const n = PARTS[k]
    const a = PARTS[k + 1]
    const b = PARTS[k + 2]
    writeRay(around, at, px, py, pz, n * nx + a * ax + b * bx, n * ny + a * ay + b * by, n * nz + a * az + b * bz)
  }
}

/** Writes a ray in direction x y z that starts at a small distance from p. */
function writeRay(
  rays: Float64Array,
  at: number,
  px: number,
  py: number,
  pz: number,
  x: number,
  y: number,
  z: number,
): void {
  rays[at] = px + CLEARANCE * x
  rays[at + 1] = py + CLEARANCE * y
  rays[at + 2] = pz + CLEARANCE * z
  rays[at + 3] = x
  rays[at + 4] = y
  rays[at + 5] = z
}

/** Share of a point's directions, from ray number `from` on, in which nothing is met. */
function shareOfNone(ways: Float64Array, from: number): number {
  let none = 0
  for (let k = from; k < from + DIRECTIONS.length; k++) if (ways[k] === Infinity) none++
  return none / DIRECTIONS.length
}

/**
 * A unit vector at right angles to the normal n and to the vector p, or to n and a coordinate axis where n and p are
 * parallel.
 */
function sideways(nx: number, ny: number, nz: number, px: number, py: number, pz: number) {
  let [x, y, z] = [ny * pz - nz * py, nz * px - nx * pz, nx * py - ny * px]
  if (x * x + y * y + z * z < 1e-12) [x, y, z] = Math.abs(nx) < 0.6 ? [0, nz, -ny] : [-nz, 0, nx]
  const length = Math.sqrt(x * x + y * y + z * z)
  return [x / length, y / length, z / length] as const
}
