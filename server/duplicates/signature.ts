import { sampleSurface } from '../descriptor/shape/sample/surfaceSample.js'
import type { CheckedMesh } from '../mesh/checkMesh.js'
import { surfaceFrame } from './surfaceFrame.js'

/**
 * Numbers of a mesh that do not change when it is moved, turned, mirrored or scaled, and change little with its
 * triangulation.
 */
export interface Signature {
  /** The two larger shares of the squared radius along the principal axes. */
  readonly spread: readonly [first: number, second: number]
  /**
   * (RINGS) growing distances from the center, in root-mean-square radii; each is the radius within which the next
   * share of the surface lies.
   */
  readonly rings: readonly number[]
  /** In squared radii. */
  readonly area: number
}

const SAMPLE_POINTS = 2048
const RINGS = 16
/** Must be raised when signatures change; kept ones are then made again. */
const SIGNATURE_VERSION = 1
/** How much signatures of one surface differ at most between triangulations (229 objects subdivided: 0.027). */
const SPREAD_NOISE = 0.001
const RING_NOISE = 0.03
/**
 * Another triangulation has no more than this much more area: paint on a road has added 7 %; a second side adds 100
 * %.
 */
const AREA_RATIO = 1.25
/**
 * A surface that lies within t of another, as a share of the size, lies within 2 t as a share of the radius, and so do
 * its rings.
 */
const REACH = 2

/** @throws ShapekinError `mesh.noArea` */
export function signatureOf(mesh: CheckedMesh): Signature {
  const { points, count } = sampleSurface(mesh, SAMPLE_POINTS)
  const distances = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const [x, y, z] = [points[3 * i], points[3 * i + 1], points[3 * i + 2]]
    distances[i] = Math.sqrt(x * x + y * y + z * z) // sampled in units of the mesh's own side: no power overflows
  }
  distances.sort()
  const { spread, area, radius } = surfaceFrame(mesh)
  return {
    spread: [spread[0], spread[1]],
    area: area / radius ** 2,
    rings: Array.from({ length: RINGS }, (_, ring) => distances[Math.floor(((ring + 0.5) / RINGS) * count)]),
  }
}

/** Largest difference in the first spread of two meshes that lie on each other within this share of their size. */
export const reachOfSpread = (tolerance: number): number => SPREAD_NOISE + REACH * tolerance

/** Whether two meshes may lie on each other within this share of their size. */
export function mayMatch(a: Signature, b: Signature, tolerance: number): boolean {
  const spread = reachOfSpread(tolerance)
  const ring = RING_NOISE + REACH * tolerance
  return (
    Math.max(a.area, b.area) <= AREA_RATIO * Math.min(a.area, b.area) &&
    a.spread.every((value, i) => Math.abs(value - b.spread[i]) <= spread) &&
    a.rings.every((value, i) => Math.abs(value - b.rings[i]) <= ring)
  )
}

/** A signature as a row of numbers, float64, for storage. */
export const packSignature = ({ spread, area, rings }: Signature): Float64Array =>
  Float64Array.of(SIGNATURE_VERSION, ...spread, area, ...rings)

/** Reads what packSignature made; undefined for a signature of another version. */
export function unpackSignature(numbers: Float64Array): Signature | undefined {
  const [version, first, second, area, ...rings] = numbers
  if (version !== SIGNATURE_VERSION || rings.length !== RINGS) return undefined
  return { spread: [first, second], area, rings }
}
