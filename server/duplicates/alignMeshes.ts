import type { CheckedMesh } from '../mesh/checkMesh.js'
import type { AlignedMesh } from './alignedMesh.js'
import { landmarkTurns } from './landmarkTurns.js'
import { IDENTITY, multiply, transpose } from './matrix3.js'
import { everyOf, joined } from './points.js'
import { applyPose, fitPose, type Pose } from './pose.js'
import { isRound, turnsBetween } from './turnsBetween.js'

/** How one mesh lies on another. */
export interface Alignment {
  /** Transform from the first mesh to the second. */
  readonly pose: Pose
  /** The largest distance of a chosen point of either mesh from the surface of the other, in units of the second. */
  readonly residual: number
}

/** Mirrors x. */
const MIRROR = Float64Array.of(-1, 0, 0, 0, 1, 0, 0, 0, 1)
/** Points by which a start is judged, and by which a chosen start is improved. */
const SCREEN_POINTS = 40
const FOLLOWED_POINTS = 100
/**
 * At most this many starts are improved to the end, and only those at most FOLLOWED_SPAN times as far off as the best
 * one.
 */
const FOLLOWED = 3
const FOLLOWED_SPAN = 2
/** Most steps of iterated closest points; a near start converges in a few. */
const MOST_STEPS = 30
/** After this many steps the mean distance must be within twice what is allowed; after twice as many, within it. */
const PATIENCE = 4
/**
 * A start is given up where a point lies farther off than these allow: a step moves no point much farther than the
 * points lie off on average, so no further step could bring it near enough.
 */
const HOPELESS_ALLOWED = 2
const HOPELESS_MEANS = 1
/**
 * Steps end when they gain less than this share. While some point lies too far off they end sooner, because they would
 * need to be too many.
 */
const LEAST_GAIN = 1e-3
const LEAST_GAIN_TOO_FAR = 0.05
/**
 * Share of the size. A smaller residual is rounding: coordinates are float32, and may have been turned and turned
 * back.
 */
export const ROUNDING = 1e-5
/**
 * How far off on average a promising start may be: NEAR_ENOUGH times what is allowed, because the principal axes of
 * equal surfaces differ by no more; and, for a start that was turned in steps, HALF_STEP as a share of the size, which
 * half a step moves.
 */
const NEAR_ENOUGH = 3
const HALF_STEP = 0.04

/**
 * The similarity (move, turn, scale, mirror) that lays one mesh on another, by iterated closest points from starts that
 * the meshes suggest: the meshes as they stand, vertex by vertex, by the principal axes and, where the axes are
 * undetermined, by far vertices.
 *
 * P. J. Besl, N. D. McKay, "A Method for Registration of 3-D Shapes", PAMI 14(2), 1992.
 *
 * @param tolerance  largest residual, as a share of the second one's size (twice its root-mean-square radius)
 * @returns          undefined where nothing within the tolerance was found. It is mirrored only where nothing else
 *   fits
 */
export function alignMeshes(a: AlignedMesh, b: AlignedMesh, tolerance: number): Alignment | undefined {
  const size = 2 * b.frame.radius
  const allowed = tolerance * size
  const reach = NEAR_ENOUGH * allowed + (isRound(a.frame.spread) ? HALF_STEP * size : 0)
  const screen = everyOf(a.points, SCREEN_POINTS)
  for (const mirrored of [false, true]) {
    const judged: { pose: Pose; distance: number }[] = []
    for (const pose of starts(a, b, mirrored)) {
      const distance = b.surface.meanDistance(applyPose(pose, screen), reach)
      if (distance <= ROUNDING * size && !(mirrored && (isMirrorImage(a) || isMirrorImage(b)))) {
        const found = measure(a, b, pose, ROUNDING * size)
        if (found) return found
      }
      if (distance <= reach) judged.push({ pose, distance })
    }
    if (judged.length === 0) continue
    // A mesh that is its own mirror image fits mirrored exactly where it fits unmirrored, so mirroring adds nothing.
    if (mirrored && (isMirrorImage(a) || isMirrorImage(b))) return undefined
    judged.sort((x, y) => x.distance - y.distance)
    const best = judged.slice(0, FOLLOWED).filter(({ distance }) => distance <= FOLLOWED_SPAN * judged[0].distance)
    const followed = best
      .flatMap(({ pose }) => refine(a, b, pose, mirrored, allowed) ?? [])
      .flatMap((pose) => measure(a, b, pose, allowed) ?? [])
    if (followed.length > 0) return followed.reduce((least, each) => (each.residual < least.residual ? each : least))
  }
  return undefined
}

const mirrorImages = new WeakMap<CheckedMesh, boolean>()

/** Whether a mesh fits on its own mirror image; computed once for each mesh. */
export function isMirrorImage(mesh: AlignedMesh): boolean {
  const known = mirrorImages.get(mesh.mesh)
  if (known !== undefined) return known
  const most = ROUNDING * 2 * mesh.frame.radius
  const screen = everyOf(mesh.points, SCREEN_POINTS)
  const isOnItself = (pose: Pose) =>
    mesh.surface.farthestDistance(applyPose(pose, screen), most) !== Infinity &&
    measure(mesh, mesh, pose, most) !== undefined
  const found = [...starts(mesh, mesh, true)].some(isOnItself)
  mirrorImages.set(mesh.mesh, found)
  return found
}

function* starts(a: AlignedMesh, b: AlignedMesh, mirrored: boolean): Generator<Pose> {
  if (!mirrored) yield poseOf(IDENTITY, a, b)
  if (a.mesh.positions.length === b.mesh.positions.length && a.mesh.positions.length >= 9)
    yield fitPose(Float64Array.from(a.mesh.positions), Float64Array.from(b.mesh.positions), mirrored)
  if (mirrored) yield poseOf(MIRROR, a, b)
  if (isRound(a.frame.spread)) for (const turn of landmarkTurns(a, b, mirrored)) yield poseOf(turn, a, b)
  for (const between of turnsBetween(a.frame.spread)) {
    const flip = mirrored ? -1 : 1
    const turned = multiply(
      transpose(b.frame.axes),
      multiply(
        between.map((value) => flip * value),
        a.frame.axes,
      ),
    )
    yield poseOf(turned, a, b)
  }
}

function poseOf(turn: Float64Array, { frame: from }: AlignedMesh, { frame: to }: AlignedMesh): Pose {
  const scale = to.radius / from.radius
  const turned = applyPose({ turn, scale, shift: [0, 0, 0] }, Float64Array.from(from.center))
  return { turn, scale, shift: to.center.map((value, axis) => value - turned[axis]) }
}

/**
 * Improves a start. Both directions take turns: points of each mesh move to the surface of the other, so that no part
 * of either is left over.
 *
 * @returns undefined where the mean distance stays above `allowed`, the limit of the largest one
 */
function refine(a: AlignedMesh, b: AlignedMesh, start: Pose, mirrored: boolean, allowed: number): Pose | undefined {
  let pose = start
  let last = Infinity
  const [own, other] = [a, b].map(({ points }) => everyOf(points, FOLLOWED_POINTS))
  for (let step = 0; step < MOST_STEPS; step++) {
    const there = b.surface.find(applyPose(pose, own))
    if (step > 0 && isHopeless(there.distances, allowed)) return undefined
    const back = a.surface.find(applyPose(inverse(pose), other))
    const error = (meanOf(there.distances) + pose.scale * meanOf(back.distances)) / 2
    if (step >= PATIENCE && error > allowed * (step < 2 * PATIENCE ? 2 : 1)) return undefined
    const leastGain = maxOf(there.distances) > allowed ? LEAST_GAIN_TOO_FAR : LEAST_GAIN
    if (!(error < last * (1 - leastGain))) break
    last = error
    pose = fitPose(joined(own, back.closest), joined(there.closest, other), mirrored)
  }
  return pose
}

const isHopeless = (distances: Float64Array, allowed: number): boolean =>
  maxOf(distances) > HOPELESS_ALLOWED * allowed + HOPELESS_MEANS * meanOf(distances)

/**
 * Measures how far apart two meshes are under a pose.
 * @returns undefined where the residual is more than `allowed`
 */
function measure(a: AlignedMesh, b: AlignedMesh, pose: Pose, allowed: number): Alignment | undefined {
  const there = b.surface.farthestDistance(applyPose(pose, a.points), allowed)
  if (there === Infinity) return undefined
  const back = a.surface.farthestDistance(applyPose(inverse(pose), b.points), allowed / pose.scale)
  return back === Infinity ? undefined : { pose, residual: Math.max(there, pose.scale * back) }
}

function inverse({ turn, scale, shift }: Pose): Pose {
  const back = transpose(turn)
  const moved = applyPose({ turn: back, scale: 1 / scale, shift: [0, 0, 0] }, Float64Array.from(shift))
  return { turn: back, scale: 1 / scale, shift: [...moved].map((value) => -value) }
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length
const maxOf = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, value), 0)
